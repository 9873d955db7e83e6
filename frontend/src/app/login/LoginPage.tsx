import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Door as At, doorsQuery, enter, OUTSIDE, passkeyEnter } from "@/api/auth";
import { passkeysKnown } from "@/api/passkeys";
import { readSession } from "@/api/session";
import type { Session } from "@/api/types";
import { Button } from "@/kit/Button";
import { Field, TextInput } from "@/kit/inputs";
import { Banner } from "@/kit/states";
import { useAlone } from "@/kit/use-alone";
import { Door } from "../door/Door";
import { PasswordInput } from "../door/PasswordInput";
import { useWords } from "../door/use-words";
import { WaysIn } from "../door/WaysIn";
import { Link } from "../Link";

const SecondStep = lazy(() => import("../door/SecondStep"));

interface Props {
  session: Session;
  onDone: (session: Session) => void;
  /** The session has ended while working: the screen stays open below. */
  again?: boolean;
}

/** Login and password or a passkey, then what else is asked, until somebody is inside. */
export function LoginPage({ session, onDone, again }: Props) {
  const { t } = useTranslation();
  const [at, setAt] = useState<At>(OUTSIDE);
  const next = async (door: At) => {
    if (door.inside) onDone(await readSession());
    else setAt(door);
  };
  const second = at.pending === "mfa_authenticate" || at.pending === "mfa_trust";
  const title = again ? t("login.again") : t(second ? "door.second" : "login.title");
  return (
    <Door session={session} title={title} over={again}>
      {second ? (
        <Suspense>
          <SecondStep door={at} onNext={next} onBack={() => setAt(OUTSIDE)} />
        </Suspense>
      ) : (
        <FirstStep session={session} again={again ?? false} onNext={next} />
      )}
    </Door>
  );
}

interface FirstProps {
  session: Session;
  again: boolean;
  onNext: (door: At) => Promise<void>;
}

function FirstStep({ session, again, onNext }: FirstProps) {
  const { t } = useTranslation();
  const doors = useQuery(doorsQuery).data;
  const [login, setLogin] = useState(session.user?.login ?? "");
  const [password, setPassword] = useState("");
  const words = useWords();
  const attempt = useMutation({ mutationFn: (way: () => Promise<At>) => way().then(onNext) });
  const alone = useAlone();
  // A refusal is shown above the fields.
  const run = (way: () => Promise<At>) =>
    void alone(() => attempt.mutateAsync(way).catch(() => undefined));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run(() => enter(login, password));
  };
  return (
    <>
      <form onSubmit={submit} aria-label={t("login.title")}>
        {attempt.error && <Banner tone="bad">{words(attempt.error)}</Banner>}
        <Field label={t("login.login")}>
          {(attributes) => (
            <TextInput
              {...attributes}
              name="username"
              autoComplete="username"
              autoCapitalize="none"
              autoFocus={!again}
              required
              maxLength={254}
              value={login}
              onValue={setLogin}
            />
          )}
        </Field>
        <Field label={t("login.password")}>
          {(attributes) => (
            <PasswordInput
              {...attributes}
              name="password"
              autoComplete="current-password"
              autoFocus={again}
              required
              value={password}
              onValue={setPassword}
            />
          )}
        </Field>
        <Button tone="primary" type="submit" large aria-disabled={attempt.isPending}>
          {t("login.enter")}
        </Button>
      </form>
      {doors?.passkeys && passkeysKnown() && (
        <Button icon="lock" large onClick={() => run(passkeyEnter)}>
          {t("door.with_passkey")}
        </Button>
      )}
      <WaysIn run={run} />
      {!again && (
        <div className="doorlinks">
          <Link href="/recover">{t("door.forgotten")}</Link>
          {session.signup && <Link href="/register">{t("door.register")}</Link>}
        </div>
      )}
    </>
  );
}
