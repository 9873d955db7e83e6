import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { passkeysKnown } from "@/api/passkeys";
import { PasswordInput } from "@/app/door/PasswordInput";
import { useWords } from "@/app/door/use-words";
import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";
import { Field, TextInput } from "@/kit/inputs";
import { Banner } from "@/kit/states";
import { useAlone } from "@/kit/use-alone";
import { again } from "./account-api";

interface Props {
  /** Flows the server takes: reauthenticate (password), mfa_reauthenticate (code or passkey). */
  ways: string[];
  onAnswer: (proven: boolean) => void;
}

/** Asks once more who is at the keyboard, before the door's keys are changed. */
export function ProveDialog({ ways, onAnswer }: Props) {
  const { t } = useTranslation();
  const byPassword = ways.includes("reauthenticate");
  const [secret, setSecret] = useState("");
  const words = useWords();
  const alone = useAlone();
  const prove = useMutation({
    mutationFn: (proof: () => Promise<unknown>) => proof(),
    onSuccess: () => onAnswer(true),
  });
  // A refusal is shown above the field.
  const run = (proof: () => Promise<unknown>) =>
    void alone(() => prove.mutateAsync(proof).catch(() => undefined));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run(() => (byPassword ? again.password(secret) : again.code(secret)));
  };
  return (
    <Dialog
      title={t("account.prove")}
      closeLabel={t("action.close")}
      isOpen
      size="s"
      onClose={() => onAnswer(false)}
      actions={
        <>
          <Button tone="primary" type="submit" form="prove" aria-disabled={prove.isPending}>
            {t("door.go_on")}
          </Button>
          {passkeysKnown() && ways.some((way) => way.startsWith("mfa")) && (
            <Button icon="lock" onClick={() => run(again.passkey)}>
              {t("door.with_passkey")}
            </Button>
          )}
        </>
      }
    >
      <form id="prove" className="col g12" onSubmit={submit}>
        <p className="mut">{t("account.prove_about")}</p>
        {prove.error && <Banner tone="bad">{words(prove.error)}</Banner>}
        <Field label={t(byPassword ? "login.password" : "door.app_code")}>
          {(attributes) =>
            byPassword ? (
              <PasswordInput
                {...attributes}
                autoComplete="current-password"
                autoFocus
                required
                value={secret}
                onValue={setSecret}
              />
            ) : (
              <TextInput
                {...attributes}
                autoComplete="one-time-code"
                autoFocus
                required
                value={secret}
                onValue={setSecret}
              />
            )
          }
        </Field>
      </form>
    </Dialog>
  );
}
