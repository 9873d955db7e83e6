import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { readSession, useSession } from "@/api/session";
import { Button } from "@/kit/Button";
import { Banner } from "@/kit/states";
import { confirmMail } from "./account-api";
import { DoorPage } from "./DoorPage";
import { useDoorAct } from "./door-act";

/** The link of a letter to a new mail address leads here; a click, so that no scanner answers it. */
export default function MailPage() {
  const { t } = useTranslation();
  const { key = "" } = useParams({ strict: false });
  const user = useSession().data?.user;
  const act = useDoorAct(async () => {
    const found = await confirmMail(key);
    if (user) await readSession();
    return found;
  });
  const title = t("account.mail_confirm");
  if (act.done)
    return (
      <DoorPage title={title}>
        <Banner tone="info" icon="check">
          {t("account.mail_confirmed")}
        </Banner>
      </DoorPage>
    );
  return (
    <DoorPage title={title} about={t("account.mail_confirm_about")}>
      <form onSubmit={act.submit} aria-label={title}>
        {act.refusal && <Banner tone="bad">{act.refusal}</Banner>}
        <Button tone="primary" type="submit" large aria-disabled={act.busy}>
          {t("account.mail_confirm_do")}
        </Button>
      </form>
    </DoorPage>
  );
}
