import "@/styles/ask.css";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Field } from "@/api/types";
import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";
import { FormFields } from "../form/FormFields";

interface Props {
  title: string;
  text?: string | undefined;
  fields: Field[];
  values: Record<string, unknown>;
  problems: Record<string, string>;
  confirm: string;
  danger?: boolean;
  onAnswer: (values: Record<string, unknown> | null) => void;
}

/** Asks a few fields and nothing else: what a stage demands, why a deal is lost, a command's input. */
export default function AskDialog(props: Props) {
  const { t } = useTranslation();
  const { fields, onAnswer } = props;
  const [values, setValues] = useState(props.values);
  const [unread, setUnread] = useState<Record<string, string>>({});
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const set = (name: string, value: unknown, problem?: string) => {
    setValues((old) => ({ ...old, [name]: value }));
    setTouched((old) => new Set(old).add(name));
    setUnread(({ [name]: _, ...rest }) => (problem ? { ...rest, [name]: problem } : rest));
  };
  const told = Object.entries(props.problems).filter(([name]) => !touched.has(name));
  const answer = () => {
    if (Object.keys(unread).length > 0) return;
    onAnswer(Object.fromEntries(fields.map((field) => [field.name, values[field.name] ?? null])));
  };
  return (
    <Dialog
      title={props.title}
      closeLabel={t("action.close")}
      isOpen
      size="s"
      onClose={() => onAnswer(null)}
      actions={
        <>
          <Button tone={props.danger ? "danger" : "primary"} onClick={answer}>
            {props.confirm}
          </Button>
          <Button onClick={() => onAnswer(null)}>{t("action.cancel")}</Button>
        </>
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Enter in a line answers */}
      <div
        className="askform"
        onKeyDown={(event) => {
          const line = event.target instanceof HTMLInputElement && event.target.role !== "combobox";
          if (event.key !== "Enter" || event.defaultPrevented) return;
          if (!(line || event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          answer();
        }}
      >
        {props.text && <p>{props.text}</p>}
        <FormFields
          fields={fields}
          values={values}
          problems={{ ...Object.fromEntries(told), ...unread }}
          onChange={set}
          autoFocus
        />
      </div>
    </Dialog>
  );
}
