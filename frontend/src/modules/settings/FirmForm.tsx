import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiProblem } from "@/api/problem";
import { LANGUAGE_NAMES } from "@/app/i18n";
import { Button } from "@/kit/Button";
import { Field, Select, TextInput } from "@/kit/inputs";
import { toast } from "@/kit/toasts";
import { tellRefusal } from "@/platform/save/tell-refusal";
import { currencyChoices, useOffered, zoneChoices } from "../setup/choices";
import { type Firm, useSaveFirm } from "./system-api";

/** Name, country, currency, zone and language of the firm. */
export function FirmForm({ firm }: { firm: Firm }) {
  const { t, i18n } = useTranslation();
  const [values, setValues] = useState(firm);
  const offered = useOffered(i18n.language);
  const currencies = useMemo(() => currencyChoices(i18n.language), [i18n.language]);
  const zones = useMemo(() => zoneChoices(values.timezone), [values.timezone]);
  const saving = useSaveFirm(() => toast(t("system.saved")));
  const problems = saving.error instanceof ApiProblem ? saving.error.byField : {};
  const names = ["name", "country", "currency", "timezone", "language"] as const;
  const changed = names.filter((name) => values[name] !== firm[name]);
  const choices = {
    country: (offered.data?.countries ?? []).map((one) => ({ value: one.id, label: one.title })),
    currency: currencies,
    timezone: zones,
    language: Object.entries(LANGUAGE_NAMES).map(([value, label]) => ({ value, label })),
  };
  const save = () =>
    saving.mutate(Object.fromEntries(changed.map((name) => [name, values[name]])), {
      onError: (error) => {
        if (!(error instanceof ApiProblem) || !error.byField) tellRefusal(error);
      },
    });
  return (
    <section>
      <h2>{t("system.firm")}</h2>
      <div className="ffields">
        <Field label={t("setup.firm")} error={problems.name} required>
          {(attributes) => (
            <TextInput
              {...attributes}
              value={values.name}
              onValue={(name) => setValues({ ...values, name })}
            />
          )}
        </Field>
        {(["country", "currency", "timezone", "language"] as const).map((name) => (
          <Field key={name} label={t(`system.${name}`)} error={problems[name]}>
            {(attributes) => (
              <Select
                {...attributes}
                value={values[name]}
                choices={choices[name]}
                onValue={(value) => setValues({ ...values, [name]: value })}
              />
            )}
          </Field>
        ))}
      </div>
      {changed.length > 0 && (
        <div className="row g8">
          <Button tone="primary" aria-disabled={saving.isPending} onClick={save}>
            {t("action.save")}
          </Button>
          <Button onClick={() => setValues(firm)}>{t("action.cancel")}</Button>
        </div>
      )}
    </section>
  );
}
