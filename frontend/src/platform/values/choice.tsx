import { useTranslation } from "react-i18next";
import type { Field, Option } from "@/api/types";
import { Checkbox, Select } from "@/kit/inputs";
import { Tag } from "@/kit/Tag";
import type { EditProps, FilterProps, ShowProps, ValueKind } from "./kind";

const optionOf = (field: Field, value: unknown): Option =>
  field.options?.find((option) => option.value === value) ?? {
    value: String(value),
    label: String(value),
    color: null,
  };

/** The options on offer; one out of use only where it is set already. */
const offered = (field: Field, chosen: string[]): Option[] =>
  (field.options ?? []).filter((option) => !option.retired || chosen.includes(option.value));

const listOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

function ShowOne({ field, value }: ShowProps) {
  const option = optionOf(field, value);
  return option.color ? <Tag tone={option.color}>{option.label}</Tag> : <>{option.label}</>;
}

function ShowMany({ field, value }: ShowProps) {
  return (
    <span className="row g4 tags">
      {listOf(value).map((one) => {
        const option = optionOf(field, one);
        return (
          <Tag key={one} tone={option.color}>
            {option.label}
          </Tag>
        );
      })}
    </span>
  );
}

function EditOne({ field, value, onChange, autoFocus, invalid, inCell, ...attributes }: EditProps) {
  const { t } = useTranslation();
  return (
    <Select
      {...attributes}
      aria-label={attributes.id ? undefined : field.label}
      autoFocus={autoFocus}
      invalid={invalid ?? false}
      value={value == null ? "" : String(value)}
      onValue={(next) => onChange(next || null)}
      choices={offered(field, value == null ? [] : [String(value)])}
      empty={field.required && value ? undefined : t("value.none")}
    />
  );
}

interface ManyProps {
  field: Field;
  value: unknown;
  onChange: (value: string[]) => void;
  autoFocus?: boolean | undefined;
}

/** Several of a few: every option with a box before it. */
function Boxes({ field, value, onChange, autoFocus }: ManyProps) {
  const chosen = listOf(value);
  const toggle = (option: string, on: boolean) =>
    onChange(on ? [...chosen, option] : chosen.filter((one) => one !== option));
  return (
    <fieldset className="boxes" aria-label={field.label}>
      {offered(field, chosen).map((option, index) => (
        <label key={option.value} className="row g4">
          <Checkbox
            autoFocus={autoFocus && index === 0}
            checked={chosen.includes(option.value)}
            onValue={(on) => toggle(option.value, on)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}

function EditMany({ field, value, onChange, autoFocus }: EditProps) {
  return (
    <Boxes field={field} value={value} autoFocus={autoFocus} onChange={(next) => onChange(next)} />
  );
}

function Filter({ field, operator, value, onChange, autoFocus }: FilterProps) {
  if (operator === "in")
    return <Boxes field={field} value={value} onChange={onChange} autoFocus={autoFocus} />;
  return (
    <Select
      aria-label={field.label}
      autoFocus={autoFocus}
      value={value == null ? "" : String(value)}
      onValue={onChange}
      choices={field.options ?? []}
      empty=""
    />
  );
}

export const choice: ValueKind = { Show: ShowOne, Edit: EditOne, Filter, width: 112 };
export const choices: ValueKind = { Show: ShowMany, Edit: EditMany, Filter, width: 160 };
