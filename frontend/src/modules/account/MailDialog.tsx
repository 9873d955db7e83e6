import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useWords } from "@/app/door/use-words";
import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";
import { Field, TextInput } from "@/kit/inputs";
import { Banner } from "@/kit/states";
import { toast } from "@/kit/toasts";
import { useAlone } from "@/kit/use-alone";
import { changeMail } from "./account-api";
import { GivenUp, type Guarded } from "./use-guarded";

interface Props {
  /** Asks for a proof where the server wants one first. */
  guarded: Guarded;
  onClose: () => void;
}

/** Another mail address of one's own; a letter goes there first. */
export function MailDialog({ guarded, onClose }: Props) {
  const { t } = useTranslation();
  const [mail, setMail] = useState("");
  const words = useWords();
  const alone = useAlone();
  const change = useMutation({
    mutationFn: () => guarded(() => changeMail(mail)),
    onSuccess: () => {
      toast(t("account.mail_sent", { mail }));
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A refusal is shown above the field.
    void alone(() => change.mutateAsync().catch(() => undefined));
  };
  return (
    <Dialog
      title={t("account.mail_new")}
      closeLabel={t("action.close")}
      isOpen
      onClose={onClose}
      actions={
        <Button tone="primary" type="submit" form="mail" aria-disabled={change.isPending}>
          {t("door.send_link")}
        </Button>
      }
    >
      <form id="mail" className="col g12" onSubmit={submit}>
        <p>{t("account.mail_about")}</p>
        {change.error && !(change.error instanceof GivenUp) && (
          <Banner tone="bad">{words(change.error)}</Banner>
        )}
        <Field label={t("account.mail_new")} required>
          {(attributes) => (
            <TextInput
              {...attributes}
              type="email"
              autoComplete="email"
              autoFocus
              required
              maxLength={254}
              value={mail}
              onValue={setMail}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
