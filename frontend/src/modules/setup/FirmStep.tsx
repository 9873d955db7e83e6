import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Field, Select, TextInput } from "@/kit/inputs";
import { type Country, currencyChoices, zoneChoices } from "./choices";
import type { StepProps } from "./SetupPage";

interface Props extends StepProps {
  countries: Country[];
  language: string;
}

/** What the firm is called and by which country's customs it reckons. */
export function FirmStep({ answers, problems, onChange, countries, language }: Props) {
  const { t } = useTranslation();
  const currencies = useMemo(() => currencyChoices(language), [language]);
  const zones = useMemo(() => zoneChoices(answers.timezone), [answers.timezone]);
  const take = (id: string) => {
    const country = countries.find((one) => one.id === id);
    onChange({ country: id, currency: country?.currency ?? "", timezone: country?.timezone ?? "" });
  };
  return (
    <>
      <Field label={t("setup.firm")} error={problems.firm} required>
        {(attributes) => (
          <TextInput
            {...attributes}
            name="organization"
            autoComplete="organization"
            autoFocus
            required
            maxLength={200}
            value={answers.firm}
            onValue={(firm) => onChange({ firm })}
          />
        )}
      </Field>
      <fieldset>
        <legend className="lab">{t("setup.country")}</legend>
        <div className="cards">
          {countries.map((country) => (
            <label key={country.id}>
              <input
                type="radio"
                name="country"
                checked={answers.country === country.id}
                onChange={() => take(country.id)}
              />
              {country.title}
            </label>
          ))}
        </div>
        <div className="help">{t("setup.country_help")}</div>
      </fieldset>
      <div className="pairs">
        <Field label={t("setup.currency")} error={problems.currency}>
          {(attributes) => (
            <Select
              {...attributes}
              value={answers.currency}
              choices={currencies}
              onValue={(currency) => onChange({ currency })}
            />
          )}
        </Field>
        <Field label={t("setup.timezone")} error={problems.timezone}>
          {(attributes) => (
            <Select
              {...attributes}
              value={answers.timezone}
              choices={zones}
              onValue={(timezone) => onChange({ timezone })}
            />
          )}
        </Field>
      </div>
    </>
  );
}
