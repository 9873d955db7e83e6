import { ApiProblem } from "@/api/problem";
import { adoptRecord, patchRecord, showChange } from "@/api/records";
import type { Field, Rec } from "@/api/types";
import { writable } from "../values";
import { askConflict } from "./conflicts";

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** Another's change of other fields does not matter; one of this field is for the user to decide. */
async function resolve(
  object: string,
  before: Rec,
  field: Field,
  value: unknown,
  current: Rec,
): Promise<Rec> {
  adoptRecord(object, current);
  const theirs = current[field.name];
  const untouched = same(theirs, before[field.name]);
  const mine = untouched || (await askConflict({ field, mine: value, theirs }));
  if (!mine) return current;
  const change = { [field.name]: writable(field, value) };
  return patchRecord(object, current.id, current.version, change);
}

/**
 * Saves one field of a card or a row: shown at once, taken back when refused. `value` is the value
 * as it is read (a link with its title), so that it can be shown before the server answers.
 */
export async function saveField(
  object: string,
  record: Rec,
  field: Field,
  value: unknown,
): Promise<Rec> {
  showChange(object, record.id, { [field.name]: value });
  try {
    const change = { [field.name]: writable(field, value) };
    return await patchRecord(object, record.id, record.version, change);
  } catch (error) {
    showChange(object, record.id, { [field.name]: record[field.name] });
    if (error instanceof ApiProblem && error.status === 412 && error.current)
      return resolve(object, record, field, value, error.current as Rec);
    throw error;
  }
}
