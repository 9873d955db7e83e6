import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "@/api/client";
import { recordQuery, runCommand } from "@/api/records";
import type { LinkValue, ObjectMeta, Rec } from "@/api/types";
import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";
import { Field } from "@/kit/inputs";
import { toast } from "@/kit/toasts";
import { useAlone } from "@/kit/use-alone";
import { tellRefusal } from "../save/tell-refusal";
import { useTakeBack } from "../save/use-take-back";
import { Value, writableFields } from "../values";
import { isEmpty } from "../values/kind";
import { pseudoField } from "../values/pseudo";
import { RecordPicker, titleOf } from "../values/RecordPicker";
import { refreshCard } from "./card";
import { type Choice, choicesBetween, startChoices } from "./merging";

interface Props {
  object: ObjectMeta;
  record: Rec;
  /** The other one, where it is known. */
  start?: LinkValue;
  onClose: () => void;
}

/** Records like this one, to choose from without searching. */
function useSimilar(object: ObjectMeta, record: Rec) {
  const writable = object.fields.filter(
    (field) => !field.read_only && !isEmpty(record[field.name]),
  );
  const body = writableFields(writable, record);
  return useQuery({
    queryKey: ["records", object.name, "similar", record.id, record.version],
    queryFn: async ({ signal }) => {
      const found = await ask<{ items: { record: LinkValue }[] }>(
        `/records/${object.name}/similar`,
        {
          method: "POST",
          body,
          signal,
        },
      );
      return found.items.map((item) => item.record).filter((one) => one.id !== record.id);
    },
    retry: false,
  });
}

function Choices({
  object,
  mine,
  theirs,
  chosen,
  onChoose,
}: {
  object: ObjectMeta;
  mine: Rec;
  theirs: Rec;
  chosen: Record<string, Choice>;
  onChoose: (name: string, choice: Choice) => void;
}) {
  const { t } = useTranslation();
  const { fields, united } = choicesBetween(object, mine, theirs);
  return (
    <>
      {fields.length === 0 ? (
        <p className="mut">{t("merge.same")}</p>
      ) : (
        <table className="mrg">
          <thead>
            <tr>
              <td />
              <th scope="col">{t("merge.here")}</th>
              <th scope="col">{t("merge.there")}</th>
            </tr>
          </thead>
          <tbody>
            {fields.map((field) => (
              <tr key={field.name}>
                <th scope="row">{field.label}</th>
                {([mine, theirs] as const).map((one, index) => {
                  const choice: Choice = index === 0 ? "mine" : "other";
                  return (
                    <td key={choice}>
                      <label className="row">
                        <input
                          type="radio"
                          name={`merge-${field.name}`}
                          checked={chosen[field.name] === choice}
                          onChange={() => onChoose(field.name, choice)}
                        />
                        <span>
                          <Value field={field} value={one[field.name]} short />
                        </span>
                      </label>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {united && <p className="mut sm">{t("merge.united")}</p>}
    </>
  );
}

/** Makes one record of two: the other goes into the bin; the winner of each field is chosen. */
export default function MergeDialog({ object, record, start, onClose }: Props) {
  const { t } = useTranslation();
  const [other, setOther] = useState<LinkValue | null>(start ?? null);
  const [choices, setChoices] = useState<Record<string, Choice>>({});
  const similar = useSimilar(object, record).data ?? [];
  const theirs = useQuery({
    ...recordQuery(object.name, other?.id ?? ""),
    enabled: other !== null,
  }).data;
  const chosen = theirs ? { ...startChoices(object, record, theirs), ...choices } : {};
  const takeBack = useTakeBack();
  const alone = useAlone();
  const merge = useMutation({
    mutationFn: (loser: Rec) =>
      runCommand(object.name, loser, "merge", { into: record.id, prefer: chosen }),
    onSuccess: ({ change }) => {
      toast(t("merge.done", { title: titleOf(object, record) }), { undo: takeBack(change) });
      void refreshCard(object.name, record.id);
      onClose();
    },
    onError: tellRefusal,
  });
  return (
    <Dialog
      title={t("card.merge")}
      closeLabel={t("action.close")}
      isOpen
      size="l"
      onClose={onClose}
      actions={
        <>
          <Button
            tone="primary"
            aria-disabled={!theirs || merge.isPending}
            onClick={() =>
              theirs && void alone(() => merge.mutateAsync(theirs).catch(() => undefined))
            }
          >
            {t("merge.run")}
          </Button>
          <Button onClick={onClose}>{t("action.cancel")}</Button>
        </>
      }
    >
      <div className="col g12">
        <Field label={t("merge.other")}>
          {(attributes) => (
            <RecordPicker
              {...attributes}
              field={pseudoField("other", t("merge.other"), "link")}
              target={object.name}
              without={record.id}
              value={other}
              onChange={(value) => {
                setOther(value as LinkValue | null);
                setChoices({});
              }}
              autoFocus
            />
          )}
        </Field>
        {!other && similar.length > 0 && (
          <div className="row g4 w">
            <span className="mut sm">{t("merge.similar")}:</span>
            {similar.map((one) => (
              <Button key={one.id} onClick={() => setOther(one)}>
                {one.title}
              </Button>
            ))}
          </div>
        )}
        <p className="mut">{t("merge.text")}</p>
        {theirs && (
          <Choices
            object={object}
            mine={record}
            theirs={theirs}
            chosen={chosen}
            onChoose={(name, choice) => setChoices((old) => ({ ...old, [name]: choice }))}
          />
        )}
      </div>
    </Dialog>
  );
}
