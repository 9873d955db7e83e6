import { useTranslation } from "react-i18next";
import { askSignup } from "@/api/auth";
import { useSession } from "@/api/session";
import { Banner } from "@/kit/states";
import { DoorPage } from "./DoorPage";
import { LetterPage } from "./LetterPage";

/** Registering oneself begins with a letter, where the firm lets people in that way. */
export default function RegisterPage() {
  const { t } = useTranslation();
  const session = useSession().data;
  if (session && !session.signup)
    return (
      <DoorPage title={t("door.register")}>
        <Banner tone="info">{t("door.register_closed")}</Banner>
      </DoorPage>
    );
  return (
    <LetterPage
      title={t("door.register")}
      about={t("door.register_about")}
      sent={(mail) => t("door.register_sent", { mail })}
      ask={askSignup}
      most={100}
    />
  );
}
