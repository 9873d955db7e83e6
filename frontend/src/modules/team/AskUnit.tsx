import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { LinkValue } from "@/api/types";
import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";
import { Field, TextInput } from "@/kit/inputs";
import { pseudoField } from "@/platform/values/pseudo";
import { RecordPicker } from "@/platform/values/RecordPicker";
import { UNIT } from "./team-api";
import type { Branch } from "./tree";

/** What is asked about a unit: the name and place of a new one, a new name, or another place. */
export interface Question {
  kind: "add" | "rename" | "move";
  unit: Branch | null;
}

interface Props {
  question: Question;
  onAnswer: (name: string, place: LinkValue | null) => void;
  onClose: () => void;
}

const linkTo = (unit: Branch | null): LinkValue | null => unit && { id: unit.id, title: unit.name };

/** The small window behind the commands of the tree. */
export function AskUnit({ question: { kind, unit }, onAnswer, onClose }: Props) {
  const { t } = useTranslation();
  const [name, setName] = useState(kind === "rename" ? (unit?.name ?? "") : "");
  const [place, setPlace] = useState(kind === "add" ? linkTo(unit) : null);
  const ready = kind === "move" ? place !== null : name.trim() !== "";
  const done = () => ready && onAnswer(name.trim(), place);
  return (
    <Dialog
      title={kind === "add" ? t("team.add_unit") : `${t(`team.unit_${kind}`)}: ${unit?.name ?? ""}`}
      closeLabel={t("action.close")}
      isOpen
      size="s"
      onClose={onClose}
      actions={
        <>
          <Button tone="primary" aria-disabled={!ready} onClick={done}>
            {t(kind === "add" ? "action.create" : "action.apply")}
          </Button>
          <Button onClick={onClose}>{t("action.cancel")}</Button>
        </>
      }
    >
      <form
        className="col g12"
        onSubmit={(event) => {
          event.preventDefault();
          done();
        }}
      >
        {kind !== "move" && (
          <Field label={t("team.unit_name")} required>
            {(attributes) => (
              <TextInput {...attributes} value={name} onValue={setName} maxLength={120} autoFocus />
            )}
          </Field>
        )}
        {kind !== "rename" && (
          <Field label={t("team.part_of")}>
            {(attributes) => (
              <RecordPicker
                {...attributes}
                field={pseudoField("parent", t("team.part_of"), "link")}
                target={UNIT}
                {...(kind === "move" && unit ? { without: unit.id } : {})}
                value={place}
                onChange={(value) => setPlace(value as LinkValue | null)}
                autoFocus={kind === "move"}
              />
            )}
          </Field>
        )}
      </form>
    </Dialog>
  );
}
