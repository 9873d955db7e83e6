import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiProblem } from "@/api/problem";
import { Button } from "@/kit/Button";
import { Checkbox, type Choice, Field, Select, TextArea } from "@/kit/inputs";
import { Banner } from "@/kit/states";
import { toast } from "@/kit/toasts";
import { tellRefusal } from "@/platform/save/tell-refusal";
import { type SignupRule, useSaveFirm } from "../settings/system-api";

interface Props {
  rule: SignupRule;
  roles: Choice[];
  units: Choice[];
}

/** Mail domains as they were typed: one in each line, or between commas and blanks. */
const domainsOf = (text: string) =>
  text
    .toLowerCase()
    .split(/[\s,;]+/)
    .map((one) => one.replace(/^@/, ""))
    .filter(Boolean);

/** Who may register himself, and what a newcomer gets. */
export function SignupForm({ rule, roles, units }: Props) {
  const { t } = useTranslation();
  const [values, setValues] = useState(rule);
  const [typed, setTyped] = useState(rule.domains.join("\n"));
  const saving = useSaveFirm(() => toast(t("system.saved")));
  const refused = saving.error instanceof ApiProblem ? saving.error.byField.signup : undefined;
  const change = (part: Partial<SignupRule>) => setValues({ ...values, ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const signup = { ...values, domains: domainsOf(typed) };
    saving.mutate(
      { signup },
      {
        onError: (error) => {
          if (!(error instanceof ApiProblem && error.byField.signup)) tellRefusal(error);
        },
      },
    );
  };
  return (
    <form className="doorrule" onSubmit={submit} aria-label={t("security.signup")}>
      <h2>{t("security.signup")}</h2>
      <p className="mut">{t("security.signup_about")}</p>
      {refused && <Banner tone="bad">{refused}</Banner>}
      <label className="chk">
        <Checkbox checked={values.open} onValue={(open) => change({ open })} />
        {t("security.signup_open")}
      </label>
      {values.open && (
        <>
          <Field label={t("security.signup_domains")} help={t("security.signup_domains_help")}>
            {(attributes) => <TextArea {...attributes} value={typed} onValue={setTyped} />}
          </Field>
          <Field label={t("security.signup_role")} help={t("security.signup_role_help")} required>
            {(attributes) => (
              <Select
                {...attributes}
                required
                empty=""
                value={values.role}
                choices={roles}
                onValue={(role) => change({ role })}
              />
            )}
          </Field>
          <Field label={t("security.signup_unit")} required>
            {(attributes) => (
              <Select
                {...attributes}
                required
                empty=""
                value={values.unit}
                choices={units}
                onValue={(unit) => change({ unit })}
              />
            )}
          </Field>
          <label className="chk">
            <Checkbox checked={values.release} onValue={(release) => change({ release })} />
            {t("security.signup_release")}
          </label>
        </>
      )}
      <Button tone="primary" type="submit" aria-disabled={saving.isPending}>
        {t("action.save")}
      </Button>
    </form>
  );
}
