import { useTranslation } from "react-i18next";
import { signOut, useSession } from "@/api/session";
import type { MenuGroup } from "@/kit/Menu";
import { tellProblem } from "../errors";
import { LANGUAGE_NAMES } from "../i18n";
import { useGo } from "../Link";
import { DENSITIES, setDensity, setLanguage, setTheme, THEMES } from "./preferences";

const THEME_ICONS = { light: "sun", dark: "moon", auto: "contrast" } as const;

/** Colours and density, each a choice. */
export function useThemeMenu(): MenuGroup[] {
  const { t } = useTranslation();
  const user = useSession().data?.user;
  return [
    {
      id: "theme",
      title: t("settings.theme"),
      entries: THEMES.map((theme) => ({
        id: theme,
        label: t(`settings.${theme}`),
        icon: THEME_ICONS[theme],
        checked: user?.theme === theme,
        run: () => setTheme(theme),
      })),
    },
    {
      id: "density",
      title: t("settings.density"),
      entries: DENSITIES.map((density) => ({
        id: density,
        label: t(`settings.${density}`),
        checked: user?.density === density,
        run: () => setDensity(density),
      })),
    },
  ];
}

/** Language, which notices come by mail, and the way out. */
export function useUserMenu(): MenuGroup[] {
  const { t, i18n } = useTranslation();
  const go = useGo();
  const languages = useSession().data?.languages ?? [];
  const user = useSession().data?.user;
  return [
    {
      id: "language",
      title: user?.name ?? "",
      entries: languages.map((language) => ({
        id: language,
        label: LANGUAGE_NAMES[language],
        checked: i18n.language === language,
        run: () => void setLanguage(language),
      })),
    },
    {
      id: "session",
      entries: [
        {
          id: "account",
          label: t("account.title"),
          icon: "person",
          run: () => go("/account"),
        },
        {
          id: "notices",
          label: t("letter.notices"),
          icon: "bell",
          run: () => go("/notices"),
        },
        {
          id: "out",
          label: t("action.sign_out"),
          icon: "logout",
          run: () => void signOut().catch(tellProblem),
        },
      ],
    },
  ];
}
