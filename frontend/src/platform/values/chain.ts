import type { Field } from "@/api/types";

/** A field with only those choices that go with the values beside it; what is chosen stays seen. */
export function narrowed(field: Field, values: Record<string, unknown>): Field {
  if (!field.depends || !field.options) return field;
  const upper = values[field.depends] ?? "";
  const chosen = values[field.name];
  const options = field.options.filter(
    (option) => !option.under || option.under === upper || option.value === chosen,
  );
  return { ...field, options };
}
