import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { configureClient } from "@/api/client";
import type { Language } from "@/api/types";
import type english from "@/locale/en.json";

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: typeof english };
    returnNull: false;
  }
}

/** A language before anybody has signed in: the one used last here, else the browser's first known. */
const KEPT = "kartei.language";
const KNOWN: Language[] = ["ru", "de", "en"];

/** Languages are called by their own names everywhere. */
export const LANGUAGE_NAMES: Record<Language, string> = {
  ru: "Русский",
  de: "Deutsch",
  en: "English",
};

const catalogues: Record<Language, () => Promise<{ default: object }>> = {
  ru: () => import("@/locale/ru.json"),
  de: () => import("@/locale/de.json"),
  en: () => import("@/locale/en.json"),
};

export function guessLanguage(): Language {
  const wanted = [localStorage.getItem(KEPT) ?? "", ...navigator.languages];
  for (const tag of wanted) {
    const found = KNOWN.find((language) => tag.toLowerCase().startsWith(language));
    if (found) return found;
  }
  return "en";
}

async function load(language: Language): Promise<void> {
  if (i18next.hasResourceBundle(language, "translation")) return;
  const { default: texts } = await catalogues[language]();
  i18next.addResourceBundle(language, "translation", texts);
}

/** Switches every text at once; nothing on the screen is built anew, so nothing typed is lost. */
export async function switchLanguage(language: Language): Promise<void> {
  configureClient({ language });
  localStorage.setItem(KEPT, language);
  document.documentElement.lang = language;
  await load(language);
  await i18next.changeLanguage(language);
}

export async function startI18n(language: Language): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: {},
    lng: language,
    fallbackLng: false,
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  await switchLanguage(language);
}
