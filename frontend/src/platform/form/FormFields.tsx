import { useState } from "react";
import type { Field, ObjectMeta } from "@/api/types";
import { Icon } from "@/kit/Icon";
import { Field as FieldFrame } from "@/kit/inputs";
import { useAwayHint } from "../people/away";
import { Editor } from "../values";

interface Props {
  fields: Field[];
  values: Record<string, unknown>;
  problems: Record<string, string>;
  onChange: (name: string, value: unknown, problem?: string) => void;
  /** The first field takes the focus. */
  autoFocus?: boolean;
}

const WIDE = new Set(["longtext", "lines", "addresses", "choices"]);

/** Labelled editors of some fields in two columns; long kinds take the whole width. */
export function FormFields({ fields, values, problems, onChange, autoFocus }: Props) {
  const hint = useAwayHint();
  return (
    <div className="ffields">
      {fields.map((field, index) => (
        <div key={field.name} className={WIDE.has(field.kind) ? "wide" : ""}>
          <FieldFrame
            label={field.label}
            required={field.required}
            help={hint(field, values[field.name]) || field.help || undefined}
            error={problems[field.name]}
          >
            {(attributes) => (
              <Editor
                {...attributes}
                field={field}
                value={values[field.name]}
                invalid={field.name in problems}
                autoFocus={autoFocus && index === 0}
                onChange={(value, problem) => onChange(field.name, value, problem)}
              />
            )}
          </FieldFrame>
        </div>
      ))}
    </div>
  );
}

/** Fields of an object that a form offers, in the sections of its meta. */
export function sectionsOf(
  object: ObjectMeta,
): { id: string; title: string; collapsed: boolean; fields: Field[] }[] {
  const open = new Map(
    object.fields.filter((field) => !field.read_only).map((field) => [field.name, field]),
  );
  return object.form
    .map((section) => ({
      ...section,
      fields: section.fields.map((name) => open.get(name)).filter((field) => field !== undefined),
    }))
    .filter((section) => section.fields.length > 0);
}

/** The whole form, section by section; folded sections open by their head. */
export function FormSections({ object, ...rest }: Omit<Props, "fields"> & { object: ObjectMeta }) {
  const sections = sectionsOf(object);
  const [opened, setOpened] = useState<Record<string, boolean>>({});
  return (
    <>
      {sections.map((section, index) => {
        const faulty = section.fields.some((field) => field.name in rest.problems);
        const open = faulty || (opened[section.id] ?? !section.collapsed);
        return (
          <section key={section.id} className="sec">
            <h2>
              <button
                type="button"
                className="row g4"
                aria-expanded={open}
                onClick={() => setOpened({ ...opened, [section.id]: !open })}
              >
                <Icon name={open ? "chevron-down" : "chevron-right"} size="s" />
                {section.title}
              </button>
            </h2>
            {open && (
              <FormFields
                {...rest}
                fields={section.fields}
                autoFocus={Boolean(rest.autoFocus) && index === 0}
              />
            )}
          </section>
        );
      })}
    </>
  );
}
