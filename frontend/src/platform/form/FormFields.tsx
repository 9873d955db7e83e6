import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Field, ObjectMeta } from "@/api/types";
import { Icon } from "@/kit/Icon";
import { Field as FieldFrame } from "@/kit/inputs";
import { useAwayHint } from "../people/away";
import { Editor } from "../values";
import { narrowed } from "../values/chain";
import { isEmpty } from "../values/kind";
import { type Block, blocksOf, useConditions, withOthers } from "./blocks";
import { FormTabs } from "./FormTabs";
import { useAtFirst, useKeepFocus } from "./keep-focus";

interface Props {
  fields: Field[];
  values: Record<string, unknown>;
  problems: Record<string, string>;
  onChange: (name: string, value: unknown, problem?: string) => void;
  /** The first field takes the focus. */
  autoFocus?: boolean;
  /** At most so many side by side. */
  columns?: number;
  /** Columns that a field takes, where it is more than one. */
  widths?: Record<string, number>;
}

const WIDE = new Set(["longtext", "lines", "addresses", "choices", "fullname"]);
const NONE: Record<string, number> = {};

/** Labelled editors of some fields in columns; long kinds take the whole width. */
export function FormFields(props: Props) {
  const { fields, values, problems, onChange, columns = 2, widths = NONE } = props;
  const hint = useAwayHint();
  const focusing = useAtFirst(props.autoFocus);
  const spanOf = (field: Field) =>
    WIDE.has(field.kind) ? "wide" : `w${Math.min(widths[field.name] ?? 1, columns)}`;
  return (
    <div className="ffields" data-columns={columns}>
      {fields.map((field, index) => (
        <div key={field.name} className={spanOf(field)} data-field={field.name}>
          <FieldFrame
            label={field.label}
            required={field.required}
            help={hint(field, values[field.name]) || field.help || undefined}
            error={problems[field.name]}
          >
            {(attributes) => (
              <Editor
                {...attributes}
                field={narrowed(field, values)}
                value={values[field.name]}
                invalid={field.name in problems}
                autoFocus={focusing && index === 0}
                onChange={(value, problem) => onChange(field.name, value, problem)}
              />
            )}
          </FieldFrame>
        </div>
      ))}
    </div>
  );
}

type Values = Record<string, unknown>;

interface SectionsProps extends Omit<Props, "fields" | "columns" | "widths"> {
  object: ObjectMeta;
  /** What stood in the form before anybody typed. */
  start: Values;
}

/** Fields that hold something the form did not begin with. */
export function typedFields(object: ObjectMeta, values: Values, start: Values): Field[] {
  return object.fields.filter(
    ({ name, read_only }) =>
      !read_only &&
      !isEmpty(values[name]) &&
      JSON.stringify(values[name]) !== JSON.stringify(start[name]),
  );
}

/** The whole form, section by section; folded sections open by their head. */
export function FormSections({ object, start, ...rest }: SectionsProps) {
  const { t } = useTranslation();
  const meets = useConditions(object);
  const box = useRef<HTMLDivElement>(null);
  const keeping = useKeepFocus(box);
  const focusing = useAtFirst(rest.autoFocus);
  const faulty = Object.keys(rest.problems);
  const shown = blocksOf(
    object,
    (field) => !field.read_only && (meets(field.name, rest.values) || faulty.includes(field.name)),
  );
  const placed = new Set(object.form.flatMap((section) => section.fields));
  // What somebody has typed stays in sight, also when the form is arranged anew meanwhile.
  const lost = typedFields(object, rest.values, start).filter(({ name }) => !placed.has(name));
  return (
    <div ref={box} {...keeping}>
      <FormTabs
        object={object}
        blocks={withOthers(shown, lost, t("layouts.others"))}
        faulty={faulty}
      >
        {(blocks) =>
          blocks.map((block, index) => (
            <FormSection
              key={block.id}
              {...rest}
              block={block}
              autoFocus={focusing && index === 0}
            />
          ))
        }
      </FormTabs>
    </div>
  );
}

function FormSection({ block, ...rest }: Omit<Props, "fields"> & { block: Block }) {
  const [chosen, setChosen] = useState(!block.collapsed);
  const open = chosen || block.fields.some((field) => field.name in rest.problems);
  return (
    <section className="sec">
      <h2>
        <button
          type="button"
          className="row g4"
          aria-expanded={open}
          onClick={() => setChosen(!open)}
        >
          <Icon name={open ? "chevron-down" : "chevron-right"} size="s" />
          {block.title}
        </button>
      </h2>
      {open && (
        <FormFields {...rest} fields={block.fields} columns={block.columns} widths={block.widths} />
      )}
    </section>
  );
}
