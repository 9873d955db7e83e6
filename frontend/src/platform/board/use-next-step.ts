import { useTranslation } from "react-i18next";
import { fieldOf } from "@/api/meta";
import { invalidateObject, patchRecord } from "@/api/records";
import type { ObjectMeta, Rec } from "@/api/types";
import { tellRefusal } from "../save/tell-refusal";
import { writable } from "../values";
import { titleOf } from "../values/RecordPicker";
import { useAsking } from "./asking";

/** Sets the next step of a card without leaving the board. */
export function useNextStep(object: ObjectMeta) {
  const { t } = useTranslation();
  const { ask, window } = useAsking();
  const set = async (record: Rec) => {
    const fields = ["next_step", "next_step_at"]
      .map((name) => fieldOf(object, name))
      .filter((field) => field !== undefined && !field.read_only);
    const answer = await ask({
      title: titleOf(object, record),
      confirm: t("action.save"),
      fields: fields as NonNullable<(typeof fields)[number]>[],
      values: Object.fromEntries(fields.map((field) => [field?.name, record[field?.name ?? ""]])),
    });
    if (!answer) return;
    const written = fields.map(
      (field) => field && [field.name, writable(field, answer[field.name])],
    );
    const change = Object.fromEntries(written.filter((pair) => pair !== undefined));
    await patchRecord(object.name, record.id, record.version, change).catch(tellRefusal);
    await invalidateObject(object.name);
  };
  return { set: (record: Rec) => void set(record), window };
}
