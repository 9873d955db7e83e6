import { useTranslation } from "react-i18next";
import { TextInput } from "@/kit/inputs";
import type { EditProps, FilterProps, ShowProps, ValueKind } from "./kind";

const PARTS = ["last", "first", "middle", "prefix"] as const;
const WESTERN = ["prefix", "first", "middle", "last"] as const;

type Name = Partial<Record<(typeof PARTS)[number], string | null>>;

const partsOf = (value: unknown): Name =>
  value && typeof value === "object" ? (value as Name) : {};

/** The name as the language writes it; a text that is still being typed as it is. */
export function nameWords(value: unknown, language: string): string {
  if (typeof value === "string") return value;
  const { last, first, middle, prefix } = partsOf(value);
  const order = language === "ru" ? [last, first, middle] : [first, middle, last];
  return [prefix, ...order].filter(Boolean).join(" ");
}

function Show({ value }: ShowProps) {
  const { i18n } = useTranslation();
  return <>{nameWords(value, i18n.language)}</>;
}

/** In a cell one line, which the server takes apart; in a form the parts side by side. */
function Edit({ field, value, onChange, autoFocus, invalid, inCell, ...attributes }: EditProps) {
  const { t, i18n } = useTranslation();
  if (inCell)
    return (
      <TextInput
        {...attributes}
        aria-label={attributes.id ? undefined : field.label}
        autoFocus={autoFocus}
        invalid={invalid ?? false}
        value={nameWords(value, i18n.language)}
        onValue={(text) => onChange(text.trim() ? text : null)}
      />
    );
  const name = partsOf(value);
  const change = (part: (typeof PARTS)[number], text: string) => {
    const next = { ...name, [part]: text };
    onChange(Object.values(next).some(Boolean) ? next : null);
  };
  const order = i18n.language === "ru" ? PARTS : WESTERN;
  return (
    <span className="nameparts">
      {order.map((part, at) => (
        <TextInput
          key={part}
          {...(at === 0 ? attributes : {})}
          aria-label={`${field.label}: ${t(`fullname.${part}`)}`}
          placeholder={t(`fullname.${part}`)}
          autoFocus={autoFocus && part === order[0]}
          autoComplete="off"
          invalid={invalid ?? false}
          maxLength={120}
          value={name[part] ?? ""}
          onValue={(text) => change(part, text)}
        />
      ))}
    </span>
  );
}

function Filter({ field, value, onChange, autoFocus }: FilterProps) {
  const { i18n } = useTranslation();
  return (
    <TextInput
      aria-label={field.label}
      autoFocus={autoFocus}
      value={nameWords(value ?? "", i18n.language)}
      onValue={onChange}
    />
  );
}

export const fullname: ValueKind = { Show, Edit, Filter, width: 190 };
