import { type KeyboardEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldOf } from "@/api/meta";
import type { ObjectMeta } from "@/api/types";
import { Button } from "@/kit/Button";
import { Banner } from "@/kit/states";
import { FirstTalk } from "./FirstTalk";
import { FormFields, FormSections } from "./FormFields";
import { Similar } from "./Similar";
import type { NewForm as FormState } from "./use-form";

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
    .filter((field) => field !== undefined);
  const required = object.fields.filter(
    (field) => field.required && !field.read_only && !object.quick.includes(field.name),
  );
  const short = [...quick, ...required];
  const [all, setAll] = useState(short.length === 0);
  const hidden = Object.keys(form.problems).some(
    (name) => fieldOf(object, name) && !short.some((field) => field.name === name),
  );
  const talks = object.features.includes("timeline") && object.quick.includes("phones");
  const rest = {
    values: form.values,
    problems: form.problems,
    onChange: form.set,
    autoFocus: true,
  };
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
        <FormSections {...rest} object={object} />
      ) : (
        <>
          <FormFields {...rest} fields={short} />
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
