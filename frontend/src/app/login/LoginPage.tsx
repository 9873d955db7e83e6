import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { signIn } from "@/api/session";
import type { Language, Session } from "@/api/types";
import { Button } from "@/kit/Button";
import { Logo } from "@/kit/Icon";
import { Field, Segmented, TextInput } from "@/kit/inputs";
import { Banner } from "@/kit/states";
import { useAlone } from "@/kit/use-alone";
import { switchLanguage } from "../i18n";

/** Languages are called by their own names everywhere. */
export const LANGUAGE_NAMES: Record<Language, string> = {
  ru: "Русский",
  de: "Deutsch",
  en: "English",
};

interface Props {
  session: Session;
  onDone: (session: Session) => void;
  /** The session has ended while working: the screen stays open below. */
  again?: boolean;
}

export function LoginPage({ session, onDone, again }: Props) {
  const { t, i18n } = useTranslation();
  const [login, setLogin] = useState(session.user?.login ?? "");
  const [password, setPassword] = useState("");
  const attempt = useMutation({ mutationFn: () => signIn(login, password), onSuccess: onDone });
  const alone = useAlone();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A refusal is shown above the fields.
    void alone(() => attempt.mutateAsync().catch(() => undefined));
  };
  const Frame = again ? "div" : "main";
  return (
    <Frame className="login" {...(again ? { role: "dialog", "aria-modal": true } : {})}>
      <form className="lbox" onSubmit={submit} aria-label={t("login.title")}>
        <div className="brand">
          <Logo />
          <span>Kartei</span>
        </div>
        <h1>{again ? t("login.again") : t("login.title")}</h1>
        {session.firm.name && <p className="mut">{session.firm.name}</p>}
        {attempt.error && <Banner tone="bad">{attempt.error.message}</Banner>}
        <Field label={t("login.login")}>
          {(attributes) => (
            <TextInput
              {...attributes}
              name="username"
              autoComplete="username"
              autoCapitalize="none"
              autoFocus={!again}
              required
              value={login}
              onValue={setLogin}
            />
          )}
        </Field>
        <Field label={t("login.password")}>
          {(attributes) => (
            <TextInput
              {...attributes}
              name="password"
              type="password"
              autoComplete="current-password"
              autoFocus={again ?? false}
              required
              value={password}
              onValue={setPassword}
            />
          )}
        </Field>
        <Button tone="primary" type="submit" large aria-disabled={attempt.isPending}>
          {t("login.enter")}
        </Button>
        <div className="llang">
          <Segmented
            label={t("settings.language")}
            value={i18n.language as Language}
            onValue={(language) => void switchLanguage(language)}
            choices={session.languages.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
          />
        </div>
      </form>
    </Frame>
  );
}
