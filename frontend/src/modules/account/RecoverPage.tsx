import { useTranslation } from "react-i18next";
import { askRecovery } from "@/api/auth";
import { LetterPage } from "./LetterPage";

/** Forgotten password: a letter with a link. */
export default function RecoverPage() {
  const { t } = useTranslation();
  return (
    <LetterPage
      title={t("door.recover")}
      about={t("door.recover_about")}
      sent={(mail) => t("door.recover_sent", { mail })}
      ask={askRecovery}
      most={254}
    />
  );
}
