import { fieldOf } from "@/api/meta";
import type { Field, ObjectMeta } from "@/api/types";

/** Never worth a line in a short list: said by the mark, the heading or the list itself. */
const UNSAID = new Set(["owner", "done", "stage_since", "rots_on", "state"]);

/**
 * Which columns of an object stand where in a short list: the figure at the right, a coloured word
 * below it, the rest as words under the name. `skip` is the field that leads to the card itself.
 */
export function relatedFields(
  object: ObjectMeta,
  skip: string,
): { figure: Field | undefined; tag: Field | undefined; notes: Field[] } {
  const fields = object.columns
    .filter((name) => name !== object.title_field && name !== skip && !UNSAID.has(name))
    .map((name) => fieldOf(object, name))
    .filter((field): field is Field => field !== undefined);
  const figure = fields.find((field) => field.kind === "money");
  const stage = object.board?.by;
  const tag =
    fields.find((field) => field.name === stage) ??
    fields.find(
      (field) => field.kind === "choice" && field.options?.some((option) => option.color),
    );
  const notes = fields.filter(
    (field) =>
      field !== figure && field !== tag && field.kind !== "money" && field.kind !== "lines",
  );
  return { figure, tag, notes };
}
