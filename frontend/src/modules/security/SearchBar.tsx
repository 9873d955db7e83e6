import type { ReactNode } from "react";
import { Field, TextInput } from "@/kit/inputs";

interface Props {
  label: string;
  value: string;
  onValue: (value: string) => void;
  /** Further buttons of the bar. */
  children?: ReactNode;
}

/** Finds a line by a part of what stands in it. */
export function SearchBar({ label, value, onValue, children }: Props) {
  return (
    <search className="doorfilters">
      <Field label={label}>
        {(attributes) => <TextInput {...attributes} value={value} onValue={onValue} />}
      </Field>
      <div className="row g8 end">{children}</div>
    </search>
  );
}
