import { fieldOf } from "@/api/meta";
import type { ContactValue, Field, LinkValue, Money, ObjectMeta } from "@/api/types";
import { useFormat } from "@/app/format";
import type { Format } from "@/kit/format";
import { nameWords } from "./fullname";
import { isEmpty } from "./kind";

function contactWords(value: unknown): string {
  return (value as ContactValue[]).map((one) => one.show ?? one.value).join(", ");
}

function optionLabel(field: Field, value: unknown): string {
  return field.options?.find((option) => option.value === value)?.label ?? String(value);
}

const listWords = (value: unknown, one: (item: unknown) => string) =>
  (value as unknown[]).map(one).join(", ");

const printers: Partial<
  Record<Field["kind"], (format: Format, value: unknown, field: Field) => string>
> = {
  integer: (format, value) => format.integer(Number(value)),
  number: (format, value) => format.number(String(value)),
  percent: (format, value) => format.percent(String(value)),
  duration: (format, value) => format.duration(Number(value)),
  fullname: (format, value) => nameWords(value, format.language),
  money: (format, value) => format.money(value as Money),
  date: (format, value) => format.shortDay(String(value)),
  moment: (format, value) => format.shortMoment(String(value)),
  choice: (_, value, field) => optionLabel(field, value),
  choices: (_, value, field) => listWords(value, (one) => optionLabel(field, one)),
  link: (_, value) => (value as LinkValue).title,
  record: (_, value) => (value as LinkValue).title,
  file: (_, value) => (value as { name: string }).name,
  links: (_, value) => listWords(value, (one) => (one as LinkValue).title),
  phones: (_, value) => contactWords(value),
  emails: (_, value) => contactWords(value),
  sites: (_, value) => contactWords(value),
  messengers: (_, value) => contactWords(value),
  addresses: (_, value) => contactWords(value),
};

/** A value as plain words, where there is no room for a drawing: second lines, titles, toasts. */
export function useWords(): (object: ObjectMeta, field: string, value: unknown) => string {
  const format = useFormat();
  return (object, name, value) => {
    const field = fieldOf(object, name);
    if (!field || isEmpty(value)) return "";
    // Without a head beside it a bare yes or no says nothing.
    if (field.kind === "bool") return value ? field.label : "";
    return printers[field.kind]?.(format, value, field) ?? String(value);
  };
}
