import "./shaping.css";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldOf, useMeta } from "@/api/meta";
import type { ObjectMeta } from "@/api/types";
import { Button } from "@/kit/Button";
import { Field, Select, Switch } from "@/kit/inputs";
import { Banner } from "@/kit/states";
import { FormFields } from "../form/FormFields";
import { Value } from "../values";
import { type ChoiceRow, ChoicesEditor } from "./ChoicesEditor";
import { Computing, RESULTS, wayOf } from "./Computing";
import { Default } from "./Default";
import { KindTiles } from "./KindTiles";
import { computedSettings, LINE_KINDS, settingsInLines, settingsOf } from "./kinds";
import { isPart, placeOf } from "./parts";
import type { Shaping, Values } from "./use-shaping";
import { Words } from "./Words";

const KindDialog = lazy(() => import("./KindDialog"));

interface Props {
  /** Meta of "meta.field" itself: its own fields, options and words. */
  object: ObjectMeta;
  form: Shaping;
  /** The field exists already: kind and object stay. */
  existing: boolean;
  /** Ask which object the field belongs to. */
  withObject: boolean;
  /** Offers to change the kind of an existing field; called when that is done. */
  onReshaped?: (() => void) | undefined;
}

const SETTINGS = ["target", "currency", "low", "high", "length", "pattern", "printed"];
const RULES = ["required", "unique", "indexed", "guarded"];

/** The field that decides which choices are offered, as far as one is named. */
function upperOf(home: ObjectMeta | undefined, values: Values) {
  return home?.fields.find((field) => field.name === values.depends);
}

/** A field of one's own: its name, its kind, and what this kind needs. */
export function FieldForm({ object, form, existing, withObject, onReshaped }: Props) {
  const { t } = useTranslation();
  const kind = String(form.values.kind ?? "");
  const way = wayOf(form.values);
  const inLines = isPart(String(form.values.object ?? ""));
  const all = way === "hand" ? settingsOf(kind) : computedSettings(kind);
  const known = inLines ? settingsInLines(all) : all;
  const [more, setMore] = useState(existing);
  const [reshaping, setReshaping] = useState(false);
  const home = placeOf(useMeta(), String(form.values.object ?? ""));
  const deciding = (home?.fields ?? []).filter(
    (field) => field.kind === "choice" && field.name !== `f_${form.values.number}`,
  );
  const meta = (names: string[]) =>
    names.map((name) => fieldOf(object, name)).filter((field) => field !== undefined);
  const settings = meta(SETTINGS).filter((field) => known.has(field.name));
  const rows = (form.values.choices as ChoiceRow[] | undefined) ?? [];
  const editing = {
    values: form.values,
    problems: form.problems,
    onChange: (name: string, value: unknown) => form.set({ [name]: value }),
  };
  const choose = (next: string) => {
    const blank = settingsOf(next).has("choices") && rows.length === 0 ? { choices: [{}, {}] } : {};
    form.set({ kind: next, ...blank });
  };
  return (
    <div className="nform shform">
      {form.general && <Banner tone="bad">{form.general}</Banner>}
      {withObject && !existing && <FormFields {...editing} fields={meta(["object"])} />}
      <Words form={form} prefix="label" label={t("shape.name")} required autoFocus />
      <Computing object={object} form={form} existing={existing} />
      {existing ? (
        <dl className="shfixed">
          {meta(["object", "kind", "target"])
            .filter((field) => form.values[field.name])
            .map((field) => (
              <div key={field.name}>
                <dt>{field.label}</dt>
                <dd>
                  <Value field={field} value={form.values[field.name]} />
                </dd>
              </div>
            ))}
          <div>
            <dt>{t("shape.api_name")}</dt>
            <dd className="mono">f_{String(form.values.number)}</dd>
          </div>
        </dl>
      ) : way === "rollup" || way === "series" ? null : (
        <KindTiles
          options={(fieldOf(object, "kind")?.options ?? []).filter(
            (option) =>
              (way === "hand" || RESULTS.includes(option.value)) &&
              (!inLines || LINE_KINDS.includes(option.value)),
          )}
          value={kind}
          onChange={choose}
        />
      )}
      {onReshaped && !inLines && way === "hand" && (
        <Button tone="quiet" icon="refresh" className="start" onClick={() => setReshaping(true)}>
          {t("kind.open")}
        </Button>
      )}
      {reshaping && onReshaped && (
        <Suspense>
          <KindDialog
            field={String(form.values.id)}
            name={String(form.values.name)}
            onDone={onReshaped}
            onClose={() => setReshaping(false)}
          />
        </Suspense>
      )}
      {form.problems.kind && <div className="errm">{form.problems.kind}</div>}
      {kind === "choice" && !inLines && deciding.length > 0 && (
        <div className="ffields">
          <Field
            label={fieldOf(object, "depends")?.label ?? ""}
            help={t("shape.depends_help")}
            error={form.problems.depends}
          >
            {(attributes) => (
              <Select
                {...attributes}
                empty={t("value.none")}
                value={String(form.values.depends ?? "")}
                choices={deciding.map((one) => ({ value: one.name, label: one.label }))}
                onValue={(depends) => form.set({ depends: depends || null })}
              />
            )}
          </Field>
        </div>
      )}
      {known.has("choices") && (
        <ChoicesEditor
          rows={rows}
          colours={
            object.fields.find((f) => f.name === "choices")?.lines?.find((f) => f.name === "color")
              ?.options ?? []
          }
          upper={upperOf(home, form.values)?.options ?? undefined}
          problem={form.problems.choices}
          onChange={(choices) => form.set({ choices })}
        />
      )}
      <FormFields
        {...editing}
        fields={settings.filter((field) => !existing || field.name !== "target")}
      />
      {known.has("default") && (
        <Default
          label={fieldOf(object, "default")?.label ?? ""}
          kind={kind}
          value={String(form.values.default ?? "")}
          rows={rows.filter((row) => row.value && !row.retired)}
          problem={form.problems.default}
          onChange={(value) => form.set({ default: value || null })}
        />
      )}
      <div className="shrules">
        {meta(RULES)
          .filter((field) => known.has(field.name) || field.name === "guarded")
          .filter((field) => more || field.name === "required" || field.name in form.problems)
          .map((field) => (
            <div key={field.name}>
              <span className="row g4">
                <Switch
                  aria-label={field.label}
                  checked={form.values[field.name] === true}
                  onValue={(on) => form.set({ [field.name]: on })}
                />
                {field.label}
              </span>
              {form.problems[field.name] && <div className="errm">{form.problems[field.name]}</div>}
            </div>
          ))}
      </div>
      {more ? (
        <Words form={form} prefix="help" label={t("shape.hint")} help={t("shape.hint_help")} />
      ) : (
        <Button tone="quiet" icon="chevron-down" className="start" onClick={() => setMore(true)}>
          {t("shape.more")}
        </Button>
      )}
    </div>
  );
}
