import { useTranslation } from "react-i18next";
import { fieldOf, useObject } from "@/api/meta";
import type { ObjectMeta, Rec } from "@/api/types";
import { useGo } from "@/app/Link";
import { Button } from "@/kit/Button";
import { toast } from "@/kit/toasts";
import { recordHref } from "@/platform/addresses";
import type { ComposerFormProps } from "@/platform/extensions";
import { FormFields } from "@/platform/form/FormFields";
import { useNewForm } from "@/platform/form/use-form";
import { titleOf } from "@/platform/values/RecordPicker";
import { TASK } from "./task";

/** Field that links a task to the card; it is known here and not asked. */
const ABOUT = "about";

function Form({ task, object, record, onDone }: ComposerFormProps & { task: ObjectMeta }) {
  const { t } = useTranslation();
  const go = useGo();
  const about = { object: object.name, id: record.id, title: titleOf(object, record) };
  const form = useNewForm(task, { [ABOUT]: about }, (made: Rec) => {
    form.discard();
    toast(t("task.made", { title: titleOf(task, made) }), {
      action: { label: t("card.open"), run: () => go(recordHref(TASK, made.id)) },
    });
    onDone();
  });
  const fields = task.quick
    .filter((name) => name !== ABOUT)
    .map((name) => fieldOf(task, name))
    .filter((field) => field !== undefined);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Enter in a line saves
    <div
      className="taskform"
      onKeyDown={(event) => {
        const line = event.target instanceof HTMLInputElement && event.target.role !== "combobox";
        if (event.key !== "Enter" || event.defaultPrevented) return;
        if (!(line || event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        form.save();
      }}
    >
      {form.general && <p className="errm">{form.general}</p>}
      <FormFields
        fields={fields}
        values={form.values}
        problems={form.problems}
        onChange={form.set}
        autoFocus
      />
      <div className="row csend">
        <span className="sp" />
        <Button tone="primary" aria-disabled={form.saving} onClick={form.save}>
          {t("task.create")}
        </Button>
      </div>
    </div>
  );
}

/** Plans a task about the record on the card. */
export default function TaskForm(props: ComposerFormProps) {
  const task = useObject(TASK);
  return task ? <Form {...props} task={task} /> : null;
}
