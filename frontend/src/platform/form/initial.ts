import { fieldOf } from "@/api/meta";
import type { Field, ObjectMeta } from "@/api/types";
import { parseSearch } from "@/app/address";

const PHONE = /^\+?[\d\s().\-/]{5,}$/;
const MAIL = /^[^\s@]+@[^\s@]+$/;

/** Whether somebody typed a number, in whatever notation. */
export function isNumber(text: string): boolean {
  return PHONE.test(text.trim()) && text.replace(/\D/g, "").length >= 5;
}

/** The field a free text belongs to: a number to the phones, an address to the mails, else a name. */
function fieldFor(object: ObjectMeta, text: string): Field | undefined {
  const fields = [...object.quick, object.title_field]
    .map((name) => fieldOf(object, name))
    .filter((field) => field !== undefined && !field.read_only);
  const kind = isNumber(text) ? "phones" : MAIL.test(text) ? "emails" : "text";
  return (
    fields.find((field) => field?.kind === kind) ?? fields.find((field) => field?.kind === "text")
  );
}

function valueFor(field: Field, text: string): unknown {
  if (field.kind === "text") return text;
  return [{ kind: field.options?.[0]?.value ?? "", value: text }];
}

/**
 * What a form for a new record begins with: `text` of the address in the field it belongs to,
 * others by field name.
 */
export function initialValues(object: ObjectMeta, search: string): Record<string, unknown> {
  const { text = "", ...named } = parseSearch(search);
  const known = Object.entries(named).filter(
    ([name]) => fieldOf(object, name)?.read_only === false,
  );
  const field = text ? fieldFor(object, text) : undefined;
  return {
    ...Object.fromEntries(known),
    ...(field ? { [field.name]: valueFor(field, text) } : {}),
  };
}

/** Whether the form was opened for a number that is not known yet: somebody is calling. */
export function isCalled(search: string): boolean {
  return isNumber(parseSearch(search).text ?? "");
}
