import { useTranslation } from "react-i18next";
import type { Language } from "@/api/types";
import { useFormat } from "@/app/format";
import { parseNumber } from "@/kit/parse";
import type { EditProps, FilterProps, ShowProps, ValueKind } from "./kind";
import { TypedInput } from "./typed";

const typable = (value: unknown, language: string) => {
  const text = value == null ? "" : String(value);
  return language === "en" ? text : text.replace(".", ",");
};

/** An editor for decimal text; `whole` refuses fractions and answers with a number. */
export function NumberInput({ whole, ...props }: EditProps & { whole?: boolean }) {
  const { i18n } = useTranslation();
  const parse = (typed: string) => {
    const text = parseNumber(typed, i18n.language as Language);
    if (!whole || text === null) return text;
    return text.includes(".") ? null : Number(text);
  };
  return (
    <TypedInput
      {...props}
      text={typable(props.value, i18n.language)}
      parse={parse}
      problem="number"
      right
      inputMode={whole ? "numeric" : "decimal"}
    />
  );
}

export function NumberFilter({ field, value, onChange, autoFocus }: FilterProps) {
  const keep = (next: unknown, problem?: string) => {
    if (!problem) onChange(next);
  };
  return (
    <NumberInput
      autoFocus={autoFocus}
      field={field}
      value={value}
      onChange={keep}
      whole={field.kind === "integer"}
    />
  );
}

function ShowInteger({ value }: ShowProps) {
  return <>{useFormat().integer(Number(value))}</>;
}

function ShowNumber({ value }: ShowProps) {
  return <>{useFormat().number(String(value))}</>;
}

function ShowPercent({ value }: ShowProps) {
  return <>{useFormat().percent(String(value))}</>;
}

function EditWhole(props: EditProps) {
  return <NumberInput {...props} whole />;
}

const common = { Filter: NumberFilter, right: true, width: 100 };

export const integer: ValueKind = { ...common, Show: ShowInteger, Edit: EditWhole };
export const number: ValueKind = { ...common, Show: ShowNumber, Edit: NumberInput };
export const percent: ValueKind = { ...common, Show: ShowPercent, Edit: NumberInput };
