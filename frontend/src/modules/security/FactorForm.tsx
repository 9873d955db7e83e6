import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiProblem } from "@/api/problem";
import { Button } from "@/kit/Button";
import { Checkbox, type Choice, Field, TextInput } from "@/kit/inputs";
import { Banner } from "@/kit/states";
import { toast } from "@/kit/toasts";
import { tellRefusal } from "@/platform/save/tell-refusal";
import { type FactorRule, useSaveFirm } from "../settings/system-api";

const MOST_DAYS = 90;

/** Of whom a second step is demanded, and the days in which it may still be missing. */
export function FactorForm({ rule, roles }: { rule: FactorRule; roles: Choice[] }) {
  const { t } = useTranslation();
  const [values, setValues] = useState(rule);
  const saving = useSaveFirm(() => toast(t("system.saved")));
  const problems = saving.error instanceof ApiProblem ? saving.error.byField : {};
  const refused = problems.second_factor;
  const change = (part: Partial<FactorRule>) => setValues({ ...values, ...part });
  const hold = (role: string, on: boolean) =>
    change({ roles: on ? [...values.roles, role] : values.roles.filter((one) => one !== role) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const told = (error: Error) =>
      error instanceof ApiProblem && error.byField.second_factor ? undefined : tellRefusal(error);
    saving.mutate({ second_factor: values }, { onError: told });
  };
  return (
    <form className="doorrule" onSubmit={submit} aria-label={t("security.factor")}>
      <h2>{t("security.factor")}</h2>
      <p className="mut">{t("security.factor_about")}</p>
      {refused && <Banner tone="bad">{refused}</Banner>}
      <label className="chk">
        <Checkbox checked={values.everybody} onValue={(everybody) => change({ everybody })} />
        {t("security.factor_everybody")}
      </label>
      {!values.everybody && (
        <fieldset className="col g4">
          <legend>{t("security.factor_roles")}</legend>
          {roles.map((role) => (
            <label key={role.value} className="chk">
              <Checkbox
                checked={values.roles.includes(role.value)}
                onValue={(on) => hold(role.value, on)}
              />
              {role.label}
            </label>
          ))}
        </fieldset>
      )}
      <Field label={t("security.factor_days")} help={t("security.factor_days_help")}>
        {(attributes) => (
          <TextInput
            {...attributes}
            type="number"
            required
            min={0}
            max={MOST_DAYS}
            value={String(values.days)}
            onValue={(days) => change({ days: Number(days) })}
          />
        )}
      </Field>
      <Button tone="primary" type="submit" aria-disabled={saving.isPending}>
        {t("action.save")}
      </Button>
    </form>
  );
}
