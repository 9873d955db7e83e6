import { useState } from "react";
import { useTranslation } from "react-i18next";
import { askRecovery } from "@/api/auth";
import { Button } from "@/kit/Button";
import { Field, TextInput } from "@/kit/inputs";
import { Banner } from "@/kit/states";
import { DoorPage } from "./DoorPage";
import { useDoorAct } from "./door-act";

/** Forgotten password: a letter with a link, told alike for known and unknown addresses. */
export default function RecoverPage() {
  const { t } = useTranslation();
  const [mail, setMail] = useState("");
  const act = useDoorAct(() => askRecovery(mail));
  if (act.done)
    return (
      <DoorPage title={t("door.recover")}>
        <Banner tone="info" icon="mail">
          {t("door.recover_sent", { mail })}
        </Banner>
      </DoorPage>
    );
  return (
    <DoorPage title={t("door.recover")} about={t("door.recover_about")}>
      <form onSubmit={act.submit} aria-label={t("door.recover")}>
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
              maxLength={254}
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
