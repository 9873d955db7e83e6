import { useId } from "react";
import { useTranslation } from "react-i18next";
import { useMeta, useObject } from "@/api/meta";
import type { Field as FieldMeta } from "@/api/types";
import { Field, Select, Switch } from "@/kit/inputs";
import { Editor } from "@/platform/values";
import type { StepProps } from "./ColumnsStep";
import type { Duplicates } from "./import-api";

const WAYS: Duplicates[] = ["skip", "fill", "overwrite", "create"];
/** Regions of phone numbers written without a country code; the firm's own may be another. */
const REGIONS = ["RU", "DE", "AT", "CH", "BY", "KZ", "UA", "PL", "FR", "GB", "US"];

function useRegions(given: string) {
  const language = useMeta().language;
  const names = new Intl.DisplayNames([language], { type: "region" });
  return [...new Set([given, ...REGIONS])]
    .filter(Boolean)
    .map((value) => ({ value, label: names.of(value) ?? value }));
}

/** What happens to rows that are known already, and what holds for all rows. */
export function DuplicatesStep({ one, onChange }: StepProps) {
  const { t } = useTranslation();
  const id = useId();
  const { options } = one;
  const object = useObject(one.object);
  const owner = object?.fields.find((field) => field.name === "owner");
  const regions = useRegions(options.region);
  return (
    <section aria-label={t("import.step_duplicates")}>
      <fieldset className="sec ways">
        <legend>{t("import.duplicates_ask")}</legend>
        {WAYS.map((way) => (
          <label key={way} className="way">
            <input
              type="radio"
              name={id}
              checked={options.duplicates === way}
              onChange={() => onChange({ options: { duplicates: way } })}
            />
            <span>
              <b className="m">{t(`import.way_${way}`)}</b>
              <span className="sm mut">{t(`import.way_${way}_note`)}</span>
            </span>
          </label>
        ))}
        <p className="sm mut">{t("import.duplicates_how")}</p>
      </fieldset>
      <div className="sec ffields options">
        <Field label={t("import.region")} help={t("import.region_help")}>
          {(attributes) => (
            <Select
              {...attributes}
              value={options.region}
              choices={regions}
              onValue={(region) => onChange({ options: { region } })}
            />
          )}
        </Field>
        {owner && (
          <Field label={owner.label} help={t("import.owner_help")}>
            {(attributes) => (
              <Editor
                {...attributes}
                field={owner satisfies FieldMeta}
                value={options.owner}
                onChange={(value) =>
                  onChange({ options: { owner: (value as { id: string } | null)?.id ?? null } })
                }
              />
            )}
          </Field>
        )}
        <div className="wide row">
          <Switch
            aria-label={t("import.groups")}
            checked={options.groups}
            onValue={(groups) => onChange({ options: { groups } })}
          />
          <span>{t("import.groups")}</span>
        </div>
        <div className="wide row">
          <Switch
            aria-label={t("import.keep")}
            checked={options.keep}
            onValue={(keep) => onChange({ options: { keep } })}
          />
          <span>{t("import.keep")}</span>
        </div>
      </div>
    </section>
  );
}
