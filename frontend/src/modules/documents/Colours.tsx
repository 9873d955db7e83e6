import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldOf } from "@/api/meta";
import type { Field as FieldMeta, ObjectMeta, Rec } from "@/api/types";
import { Field, TextInput } from "@/kit/inputs";
import { useDebounced } from "@/kit/use-debounced";
import { isEditable } from "@/platform/record/FieldsPane";
import { useSaveField } from "@/platform/save/use-save-field";

/** Choosing in the browser's colour field rests this long before it is saved, in milliseconds. */
const REST = 600;
const COLOUR = /^#[0-9a-f]{6}$/i;
/** What is printed while the firm has chosen nothing; the layouts' own colours. */
const USUAL: Record<string, string> = { accent: "#006279", second: "#445357" };

interface Props {
  object: ObjectMeta;
  record: Rec;
}

interface OneProps extends Props {
  field: FieldMeta;
  onLive: (colour: string) => void;
}

function Colour({ object, record, field, onLive }: OneProps) {
  const { save } = useSaveField(object);
  const saved = String(record[field.name] ?? "");
  const [typed, setTyped] = useState(saved);
  const rested = useDebounced(typed, REST);
  useEffect(() => setTyped(saved), [saved]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a rested colour is saved
  useEffect(() => {
    const whole = rested === "" || COLOUR.test(rested);
    if (rested === typed && whole && rested !== saved) void save(record, field, rested || null);
  }, [rested]);
  const change = (next: string) => {
    setTyped(next);
    if (COLOUR.test(next)) onLive(next);
  };
  const shown = COLOUR.test(typed) ? typed : (USUAL[field.name] ?? "#000000");
  return (
    <Field label={field.label} help={field.help || undefined}>
      {(attributes) => (
        <div className="row g4 colour">
          <input
            type="color"
            aria-label={field.label}
            value={shown}
            disabled={!isEditable(object, field, record)}
            onChange={(event) => change(event.target.value)}
          />
          <TextInput
            {...attributes}
            value={typed}
            placeholder={USUAL[field.name]}
            maxLength={7}
            spellCheck={false}
            disabled={!isEditable(object, field, record)}
            onValue={change}
          />
        </div>
      )}
    </Field>
  );
}

/** The two colours of the firm's papers with a head that shows them while they are chosen. */
export function Colours({ object, record }: Props) {
  const { t } = useTranslation();
  const [live, setLive] = useState<Record<string, string>>({});
  const fields = ["accent", "second"]
    .map((name) => fieldOf(object, name))
    .filter((field) => field !== undefined);
  const colour = (name: string) => live[name] ?? String(record[name] ?? USUAL[name]);
  return (
    <>
      <div className="colours">
        {fields.map((field) => (
          <Colour
            key={field.name}
            object={object}
            record={record}
            field={field}
            onLive={(next) => setLive({ ...live, [field.name]: next })}
          />
        ))}
      </div>
      <div className="letterhead" aria-hidden="true">
        <b style={{ color: colour("accent") }}>{String(record.name ?? "")}</b>
        <hr style={{ borderColor: colour("accent") }} />
        <span style={{ color: colour("second") }}>{t("firm.second_line")}</span>
      </div>
    </>
  );
}
