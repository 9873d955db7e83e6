import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMeta } from "@/api/meta";
import { useSession } from "@/api/session";
import { LANGUAGE_NAMES } from "@/app/i18n";
import { Link } from "@/app/Link";
import { setLanguage } from "@/app/shell/preferences";
import { Button } from "@/kit/Button";
import { Segmented } from "@/kit/inputs";
import { recordHref } from "@/platform/addresses";
import { MailDialog } from "./MailDialog";
import { useGuarded } from "./use-guarded";

/** Who one is here, and the language one is spoken to in. */
export function Me() {
  const { t, i18n } = useTranslation();
  const meta = useMeta();
  const session = useSession().data;
  const [changing, setChanging] = useState(false);
  const [guarded, asking] = useGuarded();
  if (!session?.user) return null;
  const seen = meta.objects["access.user"];
  return (
    <section aria-labelledby="account-me">
      <h2 id="account-me">{session.user.name}</h2>
      <p className="mut">
        {t("login.login")}: {session.user.login}
        {meta.user.unit && ` · ${meta.user.unit.title}`}
      </p>
      <div className="row g8 w">
        <span>
          {t("door.mail")}: {session.user.email || "–"}
        </span>
        <Button onClick={() => setChanging(true)}>{t("account.mail_change")}</Button>
      </div>
      {changing && <MailDialog guarded={guarded} onClose={() => setChanging(false)} />}
      {asking}
      <div className="row g8 w">
        <Segmented
          label={t("settings.language")}
          value={i18n.language as keyof typeof LANGUAGE_NAMES}
          onValue={(language) => void setLanguage(language)}
          choices={session.languages.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
        />
        {seen && (
          <Link className="btn" href={recordHref("access.user", session.user.id)}>
            {t("account.my_card")}
          </Link>
        )}
      </div>
    </section>
  );
}
