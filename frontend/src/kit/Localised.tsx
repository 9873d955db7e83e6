import type { ReactNode } from "react";
import { I18nProvider } from "react-aria-components";

const LOCALES: Record<string, string> = { ru: "ru-RU", de: "de-DE", en: "en-GB" };

/** Gives what React Aria says and reckons (months, first day of the week) the language of the page. */
export function Localised({ children }: { children: ReactNode }) {
  const locale = LOCALES[document.documentElement.lang] ?? "en-GB";
  return <I18nProvider locale={locale}>{children}</I18nProvider>;
}
