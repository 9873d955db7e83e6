import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { BulkAct } from "@/api/records";
import type { ObjectMeta } from "@/api/types";
import { useFormat } from "@/app/format";
import { Button } from "@/kit/Button";
import { Select } from "@/kit/inputs";
import { Editor, writable } from "../values";
import { isEmpty } from "../values/kind";

interface Props {
  object: ObjectMeta;
  /** Asks only for this field; otherwise the field is chosen first. */
  only?: string;
  count: number;
  onApply: (act: BulkAct) => void;
}

const NEVER = new Set(["lines", "file", "record"]);

/** One value for all chosen records. */
export default function SetField({ object, only, count, onApply }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const open = object.fields.filter(
    (field) => !field.read_only && !NEVER.has(field.kind) && field.name !== object.title_field,
  );
  const [name, setName] = useState(only ?? open[0]?.name ?? "");
  const [value, setValue] = useState<unknown>(null);
  const [problem, setProblem] = useState<string | undefined>();
  const field = object.fields.find((one) => one.name === name);
  if (!field) return null;
  const empty = isEmpty(value);
  // An owner is handed over, never taken away by a name that was not found.
  const missing = empty && (field.required || only !== undefined);
  const apply = (event: FormEvent) => {
    event.preventDefault();
    if (!problem && !missing) onApply({ set: { [name]: writable(field, value) } });
  };
  return (
    <form className="col setfield" onSubmit={apply}>
      {!only && (
        <Select
          aria-label={t("selection.field")}
          value={name}
          onValue={(next) => {
            setName(next);
            setValue(null);
            setProblem(undefined);
          }}
          choices={open.map((one) => ({ value: one.name, label: one.label }))}
        />
      )}
      <Editor
        key={name}
        field={field}
        value={value}
        autoFocus={only !== undefined}
        onChange={(next, wrong) => {
          setValue(next);
          setProblem(wrong);
        }}
      />
      <Button
        tone={empty && !missing ? "danger" : "primary"}
        type="submit"
        className="start"
        aria-disabled={missing}
      >
        {t(empty && !missing ? "selection.empty" : "selection.apply", {
          count: format.integer(count),
        })}
      </Button>
    </form>
  );
}
