import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/kit/Button";
import { Field, TextInput } from "@/kit/inputs";
import type { StepProps } from "./SetupPage";

/** Shortest password that the form sends on; the server checks more. */
const SHORTEST = 8;

/** The first person who may do everything. */
export function AdministratorStep({ answers, problems, onChange }: StepProps) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  return (
    <>
      <Field label={t("setup.name")} error={problems.name} required>
        {(attributes) => (
          <TextInput
            {...attributes}
            name="name"
            autoComplete="name"
            autoFocus
            required
            maxLength={200}
            value={answers.name}
            onValue={(name) => onChange({ name })}
          />
        )}
      </Field>
      <Field label={t("login.login")} help={t("setup.login_help")} error={problems.login} required>
        {(attributes) => (
          <TextInput
            {...attributes}
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            required
            maxLength={100}
            pattern="\S+"
            value={answers.login}
            onValue={(login) => onChange({ login })}
          />
        )}
      </Field>
      <Field
        label={t("login.password")}
        help={t("setup.password_help", { count: SHORTEST })}
        error={problems.password}
        required
      >
        {(attributes) => (
          <div className="row g4">
            <TextInput
              {...attributes}
              name="password"
              type={shown ? "text" : "password"}
              autoComplete="new-password"
              required
              minLength={SHORTEST}
              value={answers.password}
              onValue={(password) => onChange({ password })}
            />
            <Button aria-pressed={shown} onClick={() => setShown(!shown)}>
              {t(shown ? "action.hide" : "action.show")}
            </Button>
          </div>
        )}
      </Field>
    </>
  );
}
