import type { Field, LinkValue, ObjectMeta, Rec } from "@/api/types";
import { isEmpty } from "../values/kind";

/** Whose value stays: that of the record which remains, or that of the merged one. */
export type Choice = "mine" | "other";

/** Lists are joined, so nothing has to be chosen between them. */
const UNITED = new Set([
  "phones",
  "emails",
  "sites",
  "messengers",
  "addresses",
  "links",
  "choices",
]);

function comparable(value: unknown): string {
  const link = value as LinkValue | null;
  return JSON.stringify(link && typeof link === "object" && "id" in link ? link.id : value);
}

/** Fields in which two records differ, and whether lists will be joined. */
export function choicesBetween(
  object: ObjectMeta,
  mine: Rec,
  theirs: Rec,
): { fields: Field[]; united: boolean } {
  const open = object.fields.filter((field) => !field.read_only && field.kind !== "lines");
  const differ = open.filter(
    (field) =>
      !(isEmpty(mine[field.name]) && isEmpty(theirs[field.name])) &&
      comparable(mine[field.name]) !== comparable(theirs[field.name]),
  );
  return {
    fields: differ.filter((field) => !UNITED.has(field.kind)),
    united: differ.some((field) => UNITED.has(field.kind)),
  };
}

/** Own values stay, gaps are filled from the other. */
export function startChoices(object: ObjectMeta, mine: Rec, theirs: Rec): Record<string, Choice> {
  const { fields } = choicesBetween(object, mine, theirs);
  return Object.fromEntries(
    fields.map((field) => [field.name, isEmpty(mine[field.name]) ? "other" : "mine"]),
  );
}
