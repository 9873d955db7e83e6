import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "@/api/client";
import { useMeta } from "@/api/meta";
import { runCommand } from "@/api/records";
import type { LinkValue, ObjectMeta, Rec } from "@/api/types";
import { useFormat } from "@/app/format";
import { Button, IconButton } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";
import { Checkbox, Field, Segmented } from "@/kit/inputs";
import { toast } from "@/kit/toasts";
import { useAlone } from "@/kit/use-alone";
import { tellRefusal } from "../save/tell-refusal";
import { useTakeBack } from "../save/use-take-back";
import { moment } from "../values/date";
import { pseudoField } from "../values/pseudo";
import { RecordPicker } from "../values/RecordPicker";
import { refreshCard } from "./card";

const WITH = ["user", "team", "unit"] as const;
type With = (typeof WITH)[number];
const RIGHTS = [
  "read",
  "write",
  "delete",
  "append",
  "append_to",
  "assign",
  "share",
  "export",
  "print",
] as const;

type Share = { rights: string[]; until: string | null } & Partial<Record<With, LinkValue>>;

interface Act {
  command: string;
  input: Record<string, unknown>;
  /** What the toast says when it is done. */
  told: string;
}

interface Props {
  object: ObjectMeta;
  record: Rec;
  onClose: () => void;
}

function useShares(object: string, id: string) {
  return useQuery({
    queryKey: ["records", object, "shares", id],
    queryFn: async ({ signal }) => {
      const query = { with: "shares" };
      const card = await ask<Rec>(`/records/${object}/${id}`, { query, signal });
      return (card.with?.shares ?? []) as Share[];
    },
  });
}

const kindOf = (share: Share): With => WITH.find((one) => share[one]) ?? "user";

/** Who else may see or change this one record, and what exactly. */
export default function ShareDialog({ object, record, onClose }: Props) {
  const { t } = useTranslation();
  const meta = useMeta();
  const [kind, setKind] = useState<With>("user");
  const [target, setTarget] = useState<LinkValue | null>(null);
  const [until, setUntil] = useState<unknown>(null);
  const [rights, setRights] = useState<ReadonlySet<string>>(new Set(["read"]));
  const shares = useShares(object.name, record.id);
  const offered = WITH.filter((one) => meta.objects[`access.${one}`]);
  const format = useFormat();
  const takeBack = useTakeBack();
  const alone = useAlone();
  const run = useMutation({
    mutationFn: ({ command, input }: Act) =>
      runCommand(object.name, { ...record, version: record.version }, command, input),
    onSuccess: ({ change }, { told }) => {
      toast(told, { undo: takeBack(change) });
      void shares.refetch();
      void refreshCard(object.name, record.id);
    },
    onError: tellRefusal,
  });
  const act = (one: Act) =>
    void alone(() =>
      run.mutateAsync(one).then(
        () => setTarget(null),
        () => undefined,
      ),
    );
  const share = () => {
    if (target)
      act({
        command: "share",
        input: { [kind]: target.id, rights: [...rights], ...(until ? { until } : {}) },
        told: t("share.done", { title: target.title }),
      });
  };
  const toggle = (right: string, on: boolean) => {
    const next = new Set(rights);
    if (on) next.add(right);
    else next.delete(right);
    setRights(next);
  };
  const words = (list: string[]) =>
    RIGHTS.filter((right) => list.includes(right))
      .map((right) => t(`share.${right}`))
      .join(", ");
  const items = shares.data ?? [];
  return (
    <Dialog
      title={t("card.share")}
      closeLabel={t("action.close")}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button tone="primary" aria-disabled={!target || run.isPending} onClick={share}>
            {t("card.share")}
          </Button>
          <Button onClick={onClose}>{t("action.close")}</Button>
        </>
      }
    >
      <div className="col g12">
        {offered.length > 1 && (
          <Segmented
            label={t("share.with")}
            value={kind}
            onValue={(next) => {
              setKind(next);
              setTarget(null);
            }}
            choices={offered.map((one) => ({ value: one, label: t(`share.${one}`) }))}
          />
        )}
        <Field label={t(`share.${kind}`)}>
          {(attributes) => (
            <RecordPicker
              {...attributes}
              key={kind}
              field={pseudoField(kind, t(`share.${kind}`), "link")}
              target={`access.${kind}`}
              value={target}
              onChange={(value) => setTarget(value as LinkValue | null)}
              autoFocus
            />
          )}
        </Field>
        <fieldset className="boxes two" aria-label={t("share.rights")}>
          {RIGHTS.filter((right) => record.can?.[right]).map((right) => (
            <label key={right} className="row g4">
              <Checkbox
                checked={right === "read" || rights.has(right)}
                disabled={right === "read"}
                onValue={(on) => toggle(right, on)}
              />
              {t(`share.${right}`)}
            </label>
          ))}
        </fieldset>
        <Field label={t("share.until")} help={t("share.until_help")}>
          {(attributes) => (
            <moment.Edit
              {...attributes}
              field={pseudoField("until", t("share.until"), "moment")}
              value={until}
              onChange={setUntil}
            />
          )}
        </Field>
        <h3 className="sm m">{t("share.now")}</h3>
        {items.length === 0 && <p className="mut">{t("share.nobody")}</p>}
        <ul className="shares">
          {items.map((one) => {
            const who = one[kindOf(one)];
            return (
              <li key={who?.id} className="row">
                <span className="m">{who?.title}</span>
                <span className="mut sm">
                  {words(one.rights)}
                  {one.until && ` · ${t("notice.until", { until: format.moment(one.until) })}`}
                </span>
                <span className="sp" />
                <IconButton
                  small
                  icon="close"
                  label={t("share.withdraw", { title: who?.title ?? "" })}
                  onClick={() =>
                    act({
                      command: "unshare",
                      input: { [kindOf(one)]: who?.id },
                      told: t("share.withdrawn", { title: who?.title ?? "" }),
                    })
                  }
                />
              </li>
            );
          })}
        </ul>
      </div>
    </Dialog>
  );
}
