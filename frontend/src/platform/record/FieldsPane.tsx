import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { may, useMeta } from "@/api/meta";
import type { Field, ObjectMeta, Rec } from "@/api/types";
import { useCommands } from "@/app/commands";
import { Button } from "@/kit/Button";
import { Icon } from "@/kit/Icon";
import { type Block, blocksOf, useConditions, withOthers } from "../form/blocks";
import { FormTabs } from "../form/FormTabs";
import { useKeepFocus } from "../form/keep-focus";
import { useSaveField } from "../save/use-save-field";
import { useFieldDialog } from "../shaping/use-field-dialog";
import { isEmpty } from "../values/kind";
import { LinkedContacts } from "./ContactList";
import { type CardRecord, refreshCard } from "./card";
import { FieldRow, type Onward } from "./FieldRow";

/** Kinds that a card does not edit in place: documents have screens of their own. */
const ELSEWHERE = new Set(["lines"]);

export function isEditable(object: ObjectMeta, field: Field, record: Rec): boolean {
  return (
    !field.read_only &&
    !ELSEWHERE.has(field.kind) &&
    !record.deleted &&
    (record.can?.write ?? may(object, "write"))
  );
}

/** A section of so few fields shows them all: the button for the empty ones would take more room. */
const FEW = 2;

/** Empty fields that stay in sight: those people fill in first. */
function inSight(object: ObjectMeta, field: Field, record: Rec): boolean {
  return !isEmpty(record[field.name]) || field.required || object.quick.includes(field.name);
}

interface Editing {
  name: string;
  /** The record as it was when the editing began: what another saves meanwhile is a conflict. */
  base: Rec;
  initial: unknown;
  problem?: string;
}

interface SectionProps {
  object: ObjectMeta;
  record: CardRecord;
  section: Block;
  editing: Editing | null;
  onEdit: (field: Field) => void;
  onType: (value: unknown) => void;
  onSave: (field: Field, value: unknown, onward: Onward) => void;
  onCancel: () => void;
}

function SectionFields({ object, record, section, editing, ...acts }: SectionProps) {
  const { t } = useTranslation();
  const { objects } = useMeta();
  const [open, setOpen] = useState(!section.collapsed);
  const [all, setAll] = useState(false);
  const few = section.fields.length <= FEW;
  const here = section.fields.some((field) => field.name === editing?.name);
  const shown = section.fields.filter(
    (field) => few || all || field.name === editing?.name || inSight(object, field, record),
  );
  const hidden = section.fields.length - shown.length;
  const unfolded = open || here;
  return (
    <section className="sec">
      <h2>
        <button
          type="button"
          className="row g4"
          aria-expanded={unfolded}
          onClick={() => setOpen(!unfolded)}
        >
          {section.title}
          {!unfolded && <Icon name="chevron-down" size="s" />}
        </button>
      </h2>
      {unfolded && (
        <dl data-columns={section.columns}>
          {shown.map((field) => {
            const linked = record.with?.links?.[field.name];
            const target = field.target ? objects[field.target] : undefined;
            return (
              <FieldRow
                key={field.name}
                field={field}
                width={section.widths[field.name] ?? 1}
                record={record}
                linked={
                  linked && target && <LinkedContacts fields={target.fields} record={linked} />
                }
                editable={isEditable(object, field, record)}
                editing={editing?.name === field.name ? editing : null}
                onEdit={() => acts.onEdit(field)}
                onType={acts.onType}
                onSave={(value, onward) => acts.onSave(field, value, onward)}
                onCancel={acts.onCancel}
              />
            );
          })}
        </dl>
      )}
      {unfolded && hidden > 0 && (
        <Button tone="quiet" icon="chevron-down" className="femptys" onClick={() => setAll(true)}>
          {t("card.empty", { count: hidden })}
        </Button>
      )}
    </section>
  );
}

/** The fields of a card in their sections; one is edited at a time and saved by itself. */
export function FieldsPane({ object, record }: { object: ObjectMeta; record: CardRecord }) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState<Editing | null>(null);
  // Outlives the editor: the form may be arranged anew while somebody types.
  const typed = useRef<{ name: string; value: unknown } | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const keeping = useKeepFocus(box);
  const meets = useConditions(object);
  const { save } = useSaveField(object);
  const shape = useFieldDialog(object, () => void refreshCard(object.name, record.id));
  const shown = (field: Field) => field.name === editing?.name || meets(field.name, record);
  const placed = new Set(object.form.flatMap((section) => section.fields));
  const lost = object.fields.filter(({ name }) => name === editing?.name && !placed.has(name));
  const sections = withOthers(blocksOf(object, shown), lost, t("layouts.others"));
  const open = sections
    .flatMap((section) => section.fields)
    .filter((field) => isEditable(object, field, record));

  const edit = (field: Field | undefined) => {
    typed.current = null;
    if (!field) setEditing(null);
    else if (field.kind === "bool") {
      setEditing(null);
      void keep(field, record[field.name] !== true);
    } else setEditing({ name: field.name, base: record, initial: record[field.name] ?? null });
  };
  const keep = async (field: Field, value: unknown, base: Rec = record) => {
    const saved = await save(base, field, value);
    if (saved) void refreshCard(object.name, record.id);
    // What was typed is not lost with the refusal: it stands in the editor again.
    else setEditing((now) => now ?? { name: field.name, base, initial: value });
  };
  const finish = (field: Field, value: unknown, onward: Onward) => {
    const base = editing?.base;
    const by = { stay: 0, next: 1, previous: -1 }[onward];
    const at = open.findIndex((one) => one.name === field.name);
    edit(by === 0 ? undefined : open[at + by]);
    if (by === 0) refocus(field.name);
    void keep(field, value, base);
  };
  const cancel = () => {
    const name = editing?.name;
    edit(undefined);
    if (name) refocus(name);
  };
  useCommands([
    {
      id: "card.edit",
      label: t("card.edit_first"),
      icon: "edit",
      shortcut: ["e", "f2"],
      hint: t("hint.field"),
      when: () => open.length > 0,
      run: () => edit(focusedField(open) ?? open[0]),
    },
  ]);
  return (
    <div ref={box} className="fpane" {...keeping}>
      <FormTabs object={object} blocks={sections}>
        {(blocks) =>
          blocks.map((section) => (
            <SectionFields
              key={section.id}
              object={object}
              record={record}
              section={section}
              editing={editing && typedSince(editing, typed.current)}
              onEdit={edit}
              onType={(value) => {
                if (editing) typed.current = { name: editing.name, value };
              }}
              onSave={finish}
              onCancel={cancel}
            />
          ))
        }
      </FormTabs>
      {shape.open && (
        <Button tone="quiet" icon="plus" className="femptys" onClick={() => shape.open?.()}>
          {t("shape.new_field")}
        </Button>
      )}
      {shape.dialog}
    </div>
  );
}

/** The editing with what was typed since, for an editor that has to begin anew elsewhere. */
function typedSince(editing: Editing, typed: { name: string; value: unknown } | null): Editing {
  return typed?.name === editing.name ? { ...editing, initial: typed.value } : editing;
}

const rowOf = (name: string) => document.querySelector(`[data-field="${name}"] .fpen`);

/** The focus stays where somebody was working. */
function refocus(name: string): void {
  requestAnimationFrame(() => {
    const pen = rowOf(name);
    if (pen instanceof HTMLElement && document.activeElement === document.body) pen.focus();
  });
}

function focusedField(fields: Field[]): Field | undefined {
  const name = document.activeElement?.closest<HTMLElement>("[data-field]")?.dataset.field;
  return fields.find((field) => field.name === name);
}
