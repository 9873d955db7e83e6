import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useWords } from "@/app/door/use-words";
import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";
import { Field, TextInput } from "@/kit/inputs";
import { Banner } from "@/kit/states";
import { useAlone } from "@/kit/use-alone";
import { addApp, type Secret } from "./account-api";
import { QrCode } from "./QrCode";
import { GivenUp, type Guarded } from "./use-guarded";

interface Props {
  secret: Secret;
  /** Asks for a proof where the server wants one first. */
  guarded: Guarded;
  onDone: () => void;
  onClose: () => void;
}

/** An app for codes is told the secret and proves with its first code that it has it. */
export function AppDialog({ secret, guarded, onDone, onClose }: Props) {
  const { t } = useTranslation();
  const [code, setCode] = useState("");
  const words = useWords();
  const alone = useAlone();
  const add = useMutation({ mutationFn: () => guarded(() => addApp(code)), onSuccess: onDone });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A refusal is shown above the field.
    void alone(() => add.mutateAsync().catch(() => undefined));
  };
  return (
    <Dialog
      title={t("account.app_add")}
      closeLabel={t("action.close")}
      isOpen
      onClose={onClose}
      actions={
        <Button tone="primary" type="submit" form="app" aria-disabled={add.isPending}>
          {t("account.app_on")}
        </Button>
      }
    >
      <form id="app" className="totp" onSubmit={submit}>
        <QrCode text={secret.totp_url} label={t("account.qr")} />
        <div className="col g12">
          <p>{t("account.app_scan")}</p>
          <p className="mut">
            {t("account.app_type")}
            <code className="secret">{secret.secret.replace(/(.{4})(?=.)/g, "$1 ")}</code>
          </p>
          {add.error && !(add.error instanceof GivenUp) && (
            <Banner tone="bad">{words(add.error)}</Banner>
          )}
          <Field label={t("door.app_code")} help={t("account.app_first")}>
            {(attributes) => (
              <TextInput
                {...attributes}
                autoComplete="one-time-code"
                inputMode="numeric"
                autoFocus
                required
                maxLength={10}
                value={code}
                onValue={setCode}
              />
            )}
          </Field>
        </div>
      </form>
    </Dialog>
  );
}
