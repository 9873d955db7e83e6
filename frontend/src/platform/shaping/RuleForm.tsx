import "./shaping.css";
import { useTranslation } from "react-i18next";
import { fieldOf, useMeta } from "@/api/meta";
import type { ObjectMeta } from "@/api/types";
import { Field, Segmented, Select } from "@/kit/inputs";
import { Banner } from "@/kit/states";
import { FormFields } from "../form/FormFields";
import { RESULTS } from "./Computing";
import { FormulaEditor } from "./FormulaEditor";
import { readable } from "./formula";
import type { Shaping } from "./use-shaping";
import { Words } from "./Words";

interface Props {
  /** Meta of "meta.rule". */
  object: ObjectMeta;
  form: Shaping;
  existing: boolean;
}

/** A rule on data: what it looks at, what it sets or refuses, and in which words. */
export function RuleForm({ object, form, existing }: Props) {
  const { t } = useTranslation();
  const meta = useMeta();
  const { values, problems } = form;
  const kind = String(values.kind ?? "check");
  const home = meta.objects[String(values.object ?? "")];
  const label = (name: string) => fieldOf(object, name)?.label ?? name;
  const named = (names: string[]) =>
    names.map((name) => fieldOf(object, name)).filter((field) => field !== undefined);
  const targets = (home?.fields ?? []).filter(
    (field) => kind === "check" || (!field.read_only && RESULTS.includes(field.kind)),
  );
  const expression = (name: "condition" | "value", wanted: string, help?: string) => (
    <FormulaEditor
      label={label(name)}
      help={help}
      object={home?.name ?? ""}
      kind={wanted}
      value={readable(String(values[name] ?? ""), home)}
      problem={problems[name]}
      onChange={(text) => form.set({ [name]: text || null })}
    />
  );
  return (
    <div className="nform shform">
      {form.general && <Banner tone="bad">{form.general}</Banner>}
      <FormFields
        fields={named(["name", "object"])}
        values={values}
        problems={problems}
        onChange={(name, value) => form.set({ [name]: value })}
        autoFocus
      />
      <Segmented
        label={label("kind")}
        value={kind}
        choices={fieldOf(object, "kind")?.options ?? []}
        onValue={(chosen) => form.set({ kind: chosen })}
      />
      {home && (
        <>
          {expression(
            "condition",
            "bool",
            t(kind === "check" ? "formula.check_help" : "formula.when_help"),
          )}
          <Field label={label("field")} error={problems.field} required={kind === "set"}>
            {(attributes) => (
              <Select
                {...attributes}
                empty={t("value.none")}
                value={String(values.field ?? "")}
                choices={targets.map((field) => ({ value: field.name, label: field.label }))}
                onValue={(field) => form.set({ field: field || null })}
              />
            )}
          </Field>
          {kind === "set" ? (
            expression("value", fieldOf(home, String(values.field ?? ""))?.kind ?? "")
          ) : (
            <Words form={form} prefix="message" label={t("formula.message")} required />
          )}
        </>
      )}
      <FormFields
        fields={named(existing ? ["active", "position"] : ["active"])}
        values={values}
        problems={problems}
        onChange={(name, value) => form.set({ [name]: value })}
      />
    </div>
  );
}
