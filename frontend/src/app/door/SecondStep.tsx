import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Door, giveCode, passkeySecond, trustDevice } from "@/api/auth";
import { passkeysKnown } from "@/api/passkeys";
import { Button } from "@/kit/Button";
import { Checkbox, Field, TextInput } from "@/kit/inputs";
import { Banner } from "@/kit/states";
import { useAlone } from "@/kit/use-alone";
import { useWords } from "./use-words";

interface Props {
  door: Door;
  onNext: (door: Door) => void;
  /** Back to login and password. */
  onBack: () => void;
}

/** The second proof after the password: a code of the app, one of the kept codes, or a passkey. */
export default function SecondStep({ door, onNext, onBack }: Props) {
  const { t } = useTranslation();
  const byApp = door.ways.includes("totp");
  const [kept, setKept] = useState(!byApp && door.ways.includes("recovery_codes"));
  const [code, setCode] = useState("");
  const [trust, setTrust] = useState(false);
  const words = useWords();
  const alone = useAlone();
  const prove = useMutation({
    mutationFn: async (proof: () => Promise<Door>) => {
      const next = await proof();
      return next.pending === "mfa_trust" ? trustDevice(trust) : next;
    },
    onSuccess: onNext,
  });
  // A refusal is shown above the fields.
  const run = (proof: () => Promise<Door>) =>
    void alone(() => prove.mutateAsync(proof).catch(() => undefined));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run(() => giveCode(code));
  };
  const withKey = door.ways.includes("webauthn") && passkeysKnown();
  return (
    <form className="col g12" onSubmit={submit} aria-label={t("door.second")}>
      {prove.error && <Banner tone="bad">{words(prove.error)}</Banner>}
      {(byApp || kept) && (
        <Field
          key={String(kept)}
          label={t(kept ? "door.kept_code" : "door.app_code")}
          help={t(kept ? "door.kept_help" : "door.app_help")}
        >
          {(attributes) => (
            <TextInput
              {...attributes}
              name="code"
              autoComplete={kept ? "off" : "one-time-code"}
              inputMode={kept ? "text" : "numeric"}
              autoFocus
              required
              maxLength={32}
              value={code}
              onValue={setCode}
            />
          )}
        </Field>
      )}
      <label className="chk">
        <Checkbox checked={trust} onValue={setTrust} />
        {t("door.remember")}
      </label>
      {(byApp || kept) && (
        <Button tone="primary" type="submit" large aria-disabled={prove.isPending}>
          {t("door.go_on")}
        </Button>
      )}
      {withKey && (
        <Button
          tone={byApp || kept ? "plain" : "primary"}
          icon="lock"
          large
          onClick={() => run(passkeySecond)}
        >
          {t("door.with_passkey")}
        </Button>
      )}
      <div className="doorlinks">
        {byApp && door.ways.includes("recovery_codes") && (
          <button
            type="button"
            className="link"
            onClick={() => {
              setKept(!kept);
              setCode("");
            }}
          >
            {t(kept ? "door.use_app" : "door.use_kept")}
          </button>
        )}
        <button type="button" className="link" onClick={onBack}>
          {t("door.other_person")}
        </button>
      </div>
    </form>
  );
}
