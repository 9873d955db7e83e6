import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/kit/Button";
import { Field, TextInput } from "@/kit/inputs";
import { Banner } from "@/kit/states";
import { DoorPage } from "./DoorPage";
import { useDoorAct } from "./door-act";

interface Props {
  title: string;
  about: string;
  /** What is told once the letter was asked for, alike for known and unknown addresses. */
  sent: (mail: string) => string;
  ask: (mail: string) => Promise<unknown>;
  /** Most characters of an address. */
  most: number;
}

/** A way in that begins with a letter: only the mail address is asked for. */
export function LetterPage({ title, about, sent, ask, most }: Props) {
  const { t } = useTranslation();
  const [mail, setMail] = useState("");
  const act = useDoorAct(() => ask(mail));
  if (act.done)
    return (
      <DoorPage title={title}>
        <Banner tone="info" icon="mail">
          {sent(mail)}
        </Banner>
      </DoorPage>
    );
  return (
    <DoorPage title={title} about={about}>
      <form onSubmit={act.submit} aria-label={title}>
        {act.refusal && <Banner tone="bad">{act.refusal}</Banner>}
        <Field label={t("door.mail")} error={act.fields.email}>
          {(attributes) => (
            <TextInput
              {...attributes}
              type="email"
              name="email"
              autoComplete="email"
              autoFocus
              required
              maxLength={most}
              value={mail}
              onValue={setMail}
            />
          )}
        </Field>
        <Button tone="primary" type="submit" large aria-disabled={act.busy}>
          {t("door.send_link")}
        </Button>
      </form>
    </DoorPage>
  );
}
