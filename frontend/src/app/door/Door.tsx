import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Language, Session } from "@/api/types";
import { Logo } from "@/kit/Icon";
import { Segmented } from "@/kit/inputs";
import { LANGUAGE_NAMES, switchLanguage } from "../i18n";

interface Props {
  session: Session;
  title: string;
  /** One sentence under the title; the firm's name otherwise. */
  about?: string | undefined;
  /** It stands above an open screen whose session has ended. */
  over?: boolean | undefined;
  children: ReactNode;
}

/** What somebody sees who is not signed in: the firm, one thing to do, and the language. */
export function Door({ session, title, about, over, children }: Props) {
  const { t, i18n } = useTranslation();
  const Frame = over ? "div" : "main";
  return (
    <Frame
      className="login"
      {...(over ? { role: "dialog", "aria-modal": true, "aria-label": title } : {})}
    >
      <div className="lbox">
        <div className="brand">
          <Logo />
          <span>Kartei</span>
        </div>
        <h1>{title}</h1>
        {(about || session.firm.name) && <p className="mut">{about || session.firm.name}</p>}
        {children}
        <div className="llang">
          <Segmented
            label={t("settings.language")}
            value={i18n.language as Language}
            onValue={(language) => void switchLanguage(language)}
            choices={session.languages.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
          />
        </div>
      </div>
    </Frame>
  );
}
