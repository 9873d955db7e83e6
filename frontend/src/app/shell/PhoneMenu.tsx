import { useTranslation } from "react-i18next";
import { useMeta } from "@/api/meta";
import { signOut, useSession } from "@/api/session";
import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";
import { Icon } from "@/kit/Icon";
import { Segmented } from "@/kit/inputs";
import { menuHref } from "@/platform/addresses";
import { tellProblem } from "../errors";
import { LANGUAGE_NAMES } from "../i18n";
import { Link } from "../Link";
import { useShownMenu } from "./menu";
import { DENSITIES, setDensity, setLanguage, setTheme, THEMES } from "./preferences";

interface Props {
  onClose: () => void;
  onSearch: () => void;
}

function Sections({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return useShownMenu(t("system.title")).map((block) => (
    <section key={block.id}>
      {block.title && <h3 className="mh">{block.title}</h3>}
      <ul>
        {block.items.map((item) => (
          <li key={item.id}>
            <Link className="mi" href={menuHref(item)} onClick={onClose}>
              <Icon name={item.icon} />
              {item.title}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  ));
}

function Settings() {
  const { t, i18n } = useTranslation();
  const session = useSession().data;
  const user = session?.user;
  if (!user) return null;
  return (
    <section className="col g12">
      <Segmented
        label={t("settings.theme")}
        value={user.theme}
        onValue={setTheme}
        choices={THEMES.map((value) => ({ value, label: t(`settings.${value}`) }))}
      />
      <Segmented
        label={t("settings.density")}
        value={user.density}
        onValue={setDensity}
        choices={DENSITIES.map((value) => ({ value, label: t(`settings.${value}`) }))}
      />
      <Segmented
        label={t("settings.language")}
        value={i18n.language as keyof typeof LANGUAGE_NAMES}
        onValue={(language) => void setLanguage(language)}
        choices={session.languages.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
      />
    </section>
  );
}

/** All sections and one's own settings, as a full screen on a phone. */
export default function PhoneMenu({ onClose, onSearch }: Props) {
  const { t } = useTranslation();
  const { user } = useMeta();
  return (
    <Dialog title={user.name} closeLabel={t("action.close")} isOpen onClose={onClose}>
      <div className="menu phonemenu">
        <Button large icon="search" onClick={onSearch}>
          {t("shell.search")}
        </Button>
        <Sections onClose={onClose} />
        <Settings />
        <Link className="mi" href="/account" onClick={onClose}>
          <Icon name="person" />
          {t("account.title")}
        </Link>
        <Link className="mi" href="/notices" onClick={onClose}>
          <Icon name="bell" />
          {t("letter.notices")}
        </Link>
        <Button icon="logout" large onClick={() => void signOut().catch(tellProblem)}>
          {t("action.sign_out")}
        </Button>
      </div>
    </Dialog>
  );
}
