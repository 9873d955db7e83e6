import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldOf } from "@/api/meta";
import type { ObjectMeta } from "@/api/types";
import { Button } from "@/kit/Button";
import { Banner } from "@/kit/states";
import { useConditions } from "./blocks";
import { FirstTalk } from "./FirstTalk";
import { FormFields, FormSections, typedFields } from "./FormFields";
import { useKeepFocus } from "./keep-focus";
import { Similar } from "./Similar";
import { type NewForm as FormState, partName } from "./use-form";

interface Props {
  object: ObjectMeta;
  form: FormState;
  /** Buttons of the surrounding page or window. */
  actions?: ReactNode;
}

/**
 * A new record: first the few fields of `quick`, all others by one click.
 * Enter in a line, or Ctrl Enter anywhere, saves.
 */
export function NewForm({ object, form, actions }: Props) {
  const { t } = useTranslation();
  const quick = object.quick
    .map((name) => fieldOf(object, name))
    .filter((field) => field !== undefined)
    .filter((field) => !field.read_only);
  const required = object.fields.filter(
    (field) => field.required && !field.read_only && !object.quick.includes(field.name),
  );
  const meets = useConditions(object);
  const asked = [...quick, ...required].filter(
    ({ name }) => meets(name, form.values) || name in form.problems,
  );
  const [all, setAll] = useState(asked.length === 0);
  const box = useRef<HTMLDivElement>(null);
  const keeping = useKeepFocus(box);
  // A field that has left the short form while somebody typed in it stays with what was typed.
  const [seen, setSeen] = useState<string[]>([]);
  const names = asked.map((field) => field.name);
  if (names.some((name) => !seen.includes(name))) setSeen([...new Set([...seen, ...names])]);
  const left = typedFields(object, form.values, form.start).filter(
    ({ name }) => seen.includes(name) && !names.includes(name) && meets(name, form.values),
  );
  const short = [...asked, ...left];
  const hidden = Object.keys(form.problems).some(
    (name) => fieldOf(object, name) && !short.some((field) => field.name === name),
  );
  // Commands that belong to the first moment of a record, e.g. a user's password.
  const commands = object.commands
    .filter((one) => one.first && !one.when)
    .flatMap((one) => one.input.map((part) => ({ ...part, name: partName(one.name, part.name) })));
  const talks = object.features.includes("timeline") && object.quick.includes("phones");
  const rest = {
    values: form.values,
    problems: form.problems,
    onChange: form.set,
    autoFocus: true,
  };
  const beside = commands.length > 0 && (
    <FormFields
      fields={commands}
      values={form.asked}
      problems={form.problems}
      onChange={form.ask}
    />
  );
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.defaultPrevented) return;
    const line = event.target instanceof HTMLInputElement && event.target.role !== "combobox";
    if (!(line || event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.save();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Enter saves from any field inside
    <div className="nform" onKeyDown={onKeyDown}>
      {form.general && <Banner tone="bad">{form.general}</Banner>}
      <Similar object={object} values={form.values} />
      {all || hidden ? (
        <>
          <FormSections {...rest} object={object} start={form.start} />
          {beside}
        </>
      ) : (
        <>
          <div ref={box} {...keeping}>
            <FormFields {...rest} fields={short} />
          </div>
          {beside}
          <Button tone="quiet" icon="chevron-down" className="start" onClick={() => setAll(true)}>
            {t("form.all_fields")}
          </Button>
        </>
      )}
      {talks && <FirstTalk form={form} />}
      {actions}
    </div>
  );
}
