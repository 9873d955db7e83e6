import { useTranslation } from "react-i18next";
import { fieldOf, useMeta } from "@/api/meta";
import type { Meta, ObjectMeta } from "@/api/types";
import { Field, Segmented, Select, TextInput } from "@/kit/inputs";
import { FormulaEditor } from "./FormulaEditor";
import { readable } from "./formula";
import { isPart, placeOf } from "./parts";
import type { Shaping, Values } from "./use-shaping";

/** How a field gets its value. */
export type Way = "hand" | "formula" | "rollup" | "series";

const NOTHING: Values = {
  formula: null,
  rollup: null,
  rollup_object: null,
  rollup_by: null,
  rollup_field: null,
  series: null,
};
/** Kinds that a formula can come to. */
export const RESULTS = "text integer number percent money date moment duration bool".split(" ");
const SUMMED: Record<string, string[]> = {
  count: [],
  sum: ["money", "number", "integer", "duration"],
  mean: ["money", "number", "integer", "duration"],
  min: ["money", "number", "integer", "percent", "date", "moment", "duration"],
  max: ["money", "number", "integer", "percent", "date", "moment", "duration"],
  last: ["money", "number", "integer", "percent", "date", "moment", "text", "bool"],
};

/** How the field of this form gets its value, by what it says. */
export function wayOf(values: Values): Way {
  if (values.rollup) return "rollup";
  if (values.series != null) return "series";
  return values.formula != null ? "formula" : "hand";
}

interface Props {
  /** Meta of "meta.field". */
  object: ObjectMeta;
  form: Shaping;
  existing: boolean;
}

/** By hand, by a formula, as a summary of linked records, or with a number of a series. */
export function Computing({ object, form, existing }: Props) {
  const { t } = useTranslation();
  const meta = useMeta();
  const way = wayOf(form.values);
  const home = String(form.values.object ?? "");
  const sources = leadingHere(meta, home);
  const choose = (next: Way) => {
    const start: Record<Way, Values> = {
      hand: {},
      formula: {
        formula: "",
        kind: RESULTS.includes(String(form.values.kind)) ? form.values.kind : "number",
      },
      rollup: { rollup: "count", kind: "integer" },
      series: { series: "{number:4}", kind: "text" },
    };
    form.set({ ...NOTHING, ...(existing ? {} : start[next]) });
  };
  const ways: Way[] = ["hand", "formula"];
  if (sources.length > 0) ways.push("rollup");
  if (!isPart(home)) ways.push("series");
  return (
    <div className="computing">
      {!existing && (
        <Segmented
          label={t("formula.way")}
          value={way}
          choices={ways.map((one) => ({ value: one, label: t(`formula.way_${one}`) }))}
          onValue={choose}
        />
      )}
      {way === "formula" && (
        <FormulaEditor
          label={fieldOf(object, "formula")?.label ?? ""}
          help={t("formula.help")}
          required
          object={home}
          kind={String(form.values.kind ?? "")}
          value={readable(String(form.values.formula ?? ""), placeOf(meta, home))}
          problem={form.problems.formula}
          onChange={(formula) => form.set({ formula })}
        />
      )}
      {way === "rollup" && <Rollup object={object} form={form} sources={sources} meta={meta} />}
      {way === "series" && (
        <Field
          label={fieldOf(object, "series")?.label ?? ""}
          required
          help={t("formula.series_help")}
          error={form.problems.series}
        >
          {(attributes) => (
            <TextInput
              {...attributes}
              value={String(form.values.series ?? "")}
              onValue={(series) => form.set({ series })}
            />
          )}
        </Field>
      )}
    </div>
  );
}

interface Source {
  object: string;
  by: string;
  label: string;
}

/** The links by which records of other objects lead to this one. */
function leadingHere(meta: Meta, name: string): Source[] {
  return Object.values(meta.objects).flatMap((object) =>
    object.fields
      .filter((field) => field.kind === "link" && field.target === name)
      .map((field) => ({
        object: object.name,
        by: field.name,
        label: `${object.title} (${field.label})`,
      })),
  );
}

interface RollupProps {
  object: ObjectMeta;
  form: Shaping;
  sources: Source[];
  meta: Meta;
}

/** Which records are summed up, how, and by which of their fields. */
function Rollup({ object, form, sources, meta }: RollupProps) {
  const { t } = useTranslation();
  const { values } = form;
  const how = String(values.rollup ?? "");
  const source = meta.objects[String(values.rollup_object ?? "")];
  const fields = (source?.fields ?? []).filter((field) => SUMMED[how]?.includes(field.kind));
  const kindFor = (next: string, field: string) => {
    const kind = fieldOf(source ?? object, field)?.kind;
    if (next === "count" || !kind) return "integer";
    return next === "mean" && kind === "integer" ? "number" : kind;
  };
  return (
    <div className="ffields">
      <Field label={t("formula.records")} required error={form.problems.rollup_by}>
        {(attributes) => (
          <Select
            {...attributes}
            empty={t("value.none")}
            value={values.rollup_object ? `${values.rollup_object}|${values.rollup_by}` : ""}
            choices={sources.map((one) => ({ value: `${one.object}|${one.by}`, label: one.label }))}
            onValue={(chosen) => {
              const [rollup_object, rollup_by] = chosen.split("|");
              form.set({
                rollup_object: rollup_object || null,
                rollup_by: rollup_by ?? null,
                rollup_field: null,
              });
            }}
          />
        )}
      </Field>
      <Field label={fieldOf(object, "rollup")?.label ?? ""} required error={form.problems.rollup}>
        {(attributes) => (
          <Select
            {...attributes}
            value={how}
            choices={fieldOf(object, "rollup")?.options ?? []}
            onValue={(rollup) =>
              form.set({ rollup, rollup_field: null, kind: kindFor(rollup, "") })
            }
          />
        )}
      </Field>
      {how !== "count" && (
        <Field
          label={fieldOf(object, "rollup_field")?.label ?? ""}
          required
          error={form.problems.rollup_field ?? form.problems.kind}
        >
          {(attributes) => (
            <Select
              {...attributes}
              empty={t("value.none")}
              value={String(values.rollup_field ?? "")}
              choices={fields.map((field) => ({ value: field.name, label: field.label }))}
              onValue={(field) =>
                form.set({ rollup_field: field || null, kind: kindFor(how, field) })
              }
            />
          )}
        </Field>
      )}
    </div>
  );
}
