import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useMeta } from "@/api/meta";
import { Button } from "@/kit/Button";
import { Field, TextArea } from "@/kit/inputs";
import { Menu } from "@/kit/Menu";
import { fieldChoices } from "../filter/model";
import { useFunctions, useTried } from "./formula";
import { placeOf } from "./parts";

interface Props {
  label: string;
  help?: string | undefined;
  required?: boolean;
  /** Name of the object whose fields are used. */
  object: string;
  /** Kind of the field that takes the value; without one it is shown as it is. */
  kind: string;
  value: string;
  problem: string | undefined;
  onChange: (value: string) => void;
}

/** An expression with help to write it: fields and functions to choose, and what it comes to. */
export function FormulaEditor(props: Props) {
  const { label, help, required, object: name, kind, value, problem, onChange } = props;
  const { t, i18n } = useTranslation();
  const meta = useMeta();
  const area = useRef<HTMLDivElement>(null);
  const functions = useFunctions(i18n.language);
  const object = placeOf(meta, name);
  const insert = (words: string, back = 0) => {
    const input = area.current?.querySelector("textarea");
    const from = input?.selectionStart ?? value.length;
    const to = input?.selectionEnd ?? value.length;
    onChange(value.slice(0, from) + words + value.slice(to));
    const at = from + words.length - back;
    requestAnimationFrame(() => {
      input?.focus();
      input?.setSelectionRange(at, at);
    });
  };
  const fields = object ? fieldChoices(meta, object) : [];
  return (
    <div className="formula" ref={area}>
      <Field label={label} required={Boolean(required)} help={help} error={problem}>
        {(attributes) => (
          <TextArea
            {...attributes}
            spellCheck={false}
            rows={3}
            value={value}
            invalid={Boolean(problem)}
            onValue={onChange}
          />
        )}
      </Field>
      <div className="row g4">
        <Menu
          label={t("formula.insert_field")}
          groups={[
            {
              id: "fields",
              entries: fields.map((choice) => ({
                id: choice.name,
                label: choice.label,
                run: () => insert(choice.name.includes(".") ? choice.name : `[${choice.label}]`),
              })),
            },
          ]}
        >
          <Button tone="quiet" icon="columns">
            {t("formula.insert_field")}
          </Button>
        </Menu>
        <Menu
          label={t("formula.insert_function")}
          groups={[
            {
              id: "functions",
              entries: (functions.data?.items ?? []).map((one) => ({
                id: one.name,
                label: `${one.name}(${one.takes})`,
                note: one.about,
                run: () => insert(`${one.name}()`, one.takes ? 1 : 0),
              })),
            },
          ]}
        >
          <Button tone="quiet" icon="hash">
            {t("formula.insert_function")}
          </Button>
        </Menu>
      </div>
      <Outcome object={name} expression={value} kind={kind} quiet={Boolean(problem)} />
    </div>
  );
}

interface OutcomeProps {
  object: string;
  expression: string;
  kind: string;
  /** The refusal of the saved form is shown already. */
  quiet: boolean;
}

/** What the expression comes to for the newest records, or what is wrong with it. */
function Outcome({ object, expression, kind, quiet }: OutcomeProps) {
  const { t } = useTranslation();
  const tried = useTried(object, expression, kind);
  if (!expression.trim() || !tried.data) return null;
  const { fault, items } = tried.data;
  if (fault)
    return quiet ? null : (
      <p className="errm" role="status">
        {fault.detail}
        {fault.at > 0 && ` (${t("formula.at", { n: fault.at })})`}
      </p>
    );
  if (items.length === 0) return <p className="help">{t("formula.no_records")}</p>;
  return (
    <table className="tried">
      <caption>{t("formula.tried")}</caption>
      <tbody>
        {items.map((item) => (
          <tr key={item.id}>
            <th scope="row">{item.title}</th>
            <td>{item.value || "—"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
