import type { Field, ObjectMeta } from "@/api/types";
import { type ListState, shownColumns } from "./state";

/** Shown money columns are added up; more than this many say nothing. */
const MOST = 2;

/** Prices of a catalogue add up to nothing; what somebody is answerable for does. */
export function sumFields(object: ObjectMeta, state: ListState): Field[] {
  if (!object.features.includes("owner")) return [];
  const shown = shownColumns(object, state);
  return object.fields
    .filter((field) => field.kind === "money" && shown.includes(field.name))
    .slice(0, MOST);
}

export function isInSum(object: ObjectMeta, state: ListState, field: Field): boolean {
  return sumFields(object, state).some((one) => one.name === field.name);
}
