import { TextArea, TextInput } from "@/kit/inputs";
import type { EditProps, FilterProps, ShowProps, ValueKind } from "./kind";

function Show({ value }: ShowProps) {
  return <>{String(value)}</>;
}

function ShowLong({ value, short }: ShowProps) {
  return short ? <>{String(value)}</> : <span className="prewrap">{String(value)}</span>;
}

const plain = ({
  field,
  value,
  onChange,
  autoFocus,
  invalid,
  inCell,
  ...attributes
}: EditProps) => ({
  ...attributes,
  "aria-label": attributes.id ? undefined : field.label,
  autoFocus,
  invalid: invalid ?? false,
  maxLength: field.max_length ?? undefined,
  value: value == null ? "" : String(value),
  onValue: (text: string) => onChange(text),
});

function Edit(props: EditProps) {
  return <TextInput {...plain(props)} />;
}

function EditLong(props: EditProps) {
  return props.inCell ? <TextInput {...plain(props)} /> : <TextArea {...plain(props)} />;
}

/** A text to compare with; also used by kinds that are searched as text. */
export function TextFilter({ field, value, onChange, autoFocus }: FilterProps) {
  return (
    <TextInput
      autoFocus={autoFocus}
      aria-label={field.label}
      value={value == null ? "" : String(value)}
      onValue={onChange}
    />
  );
}

export const text: ValueKind = { Show, Edit, Filter: TextFilter, width: 180 };
export const longtext: ValueKind = {
  Show: ShowLong,
  Edit: EditLong,
  Filter: TextFilter,
  width: 240,
};
