import { useTranslation } from "react-i18next";
import { Field, Select, TextInput } from "@/kit/inputs";
import type { ChoiceRow } from "./ChoicesEditor";

interface Props {
  label: string;
  kind: string;
  value: string;
  /** Choices that can be set beforehand: those that are saved already. */
  rows: ChoiceRow[];
  problem: string | undefined;
  onChange: (value: string) => void;
}

/** What a new record holds in the field before anybody types. */
export function Default({ label, kind, value, rows, problem, onChange }: Props) {
  const { t, i18n } = useTranslation();
  if (kind === "choice" && rows.length === 0) return null;
  const words = `label_${i18n.language.slice(0, 2)}` as const;
  const few: Record<string, { value: string; label: string }[]> = {
    bool: [{ value: "true", label: t("value.yes") }],
    date: [{ value: "today", label: t("shape.today") }],
    moment: [{ value: "now", label: t("shape.now") }],
    choice: rows.map((row) => ({
      value: row.value ?? "",
      label: row[words] ?? row.label_en ?? row.label_ru ?? row.label_de ?? "",
    })),
  };
  return (
    <div className="ffields">
      <Field label={label} error={problem}>
        {(attributes) =>
          few[kind] ? (
            <Select
              {...attributes}
              value={value}
              empty={t("value.none")}
              choices={few[kind]}
              onValue={onChange}
            />
          ) : (
            <TextInput {...attributes} value={value} onValue={onChange} />
          )
        }
      </Field>
    </div>
  );
}
