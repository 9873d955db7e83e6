import { useState } from "react";
import { useTranslation } from "react-i18next";
import { askSignup } from "@/api/auth";
import { useSession } from "@/api/session";
import { Button } from "@/kit/Button";
import { Field, TextInput } from "@/kit/inputs";
import { Banner } from "@/kit/states";
import { DoorPage } from "./DoorPage";
import { useDoorAct } from "./door-act";

/** Registering oneself begins with a letter, told alike for known and unknown addresses. */
export default function RegisterPage() {
  const { t } = useTranslation();
  const session = useSession().data;
  const [mail, setMail] = useState("");
  const act = useDoorAct(() => askSignup(mail));
  if (session && !session.signup)
    return (
      <DoorPage title={t("door.register")}>
        <Banner tone="info">{t("door.register_closed")}</Banner>
      </DoorPage>
    );
  if (act.done)
    return (
      <DoorPage title={t("door.register")}>
        <Banner tone="info" icon="mail">
          {t("door.register_sent", { mail })}
        </Banner>
      </DoorPage>
    );
  return (
    <DoorPage title={t("door.register")} about={t("door.register_about")}>
      <form onSubmit={act.submit} aria-label={t("door.register")}>
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
              maxLength={100}
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
