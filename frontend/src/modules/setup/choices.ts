import { useQuery } from "@tanstack/react-query";
import { ask } from "@/api/client";
import type { Choice } from "@/kit/inputs";

export interface Country {
  id: string;
  title: string;
  currency: string;
  timezone: string;
}

export interface ModuleChoice {
  id: string;
  title: string;
  about: string;
  required: boolean;
  on: boolean;
  /** Ids of the modules without which it cannot work. */
  needs: string[];
}

/** A ready configuration for a trade; modules: those it is made of, none named means all. */
export interface PresetChoice {
  id: string;
  title: string;
  about: string;
  modules: string[];
}

interface Offered {
  countries: Country[];
  modules: ModuleChoice[];
  presets: PresetChoice[];
}

/** Countries and modules to choose from, in the language of the page. */
export function useOffered(language: string) {
  return useQuery({
    queryKey: ["setup", language],
    queryFn: ({ signal }) => ask<Offered>("/setup", { signal }),
    placeholderData: (before) => before,
  });
}

/** A module and all it needs, directly or through others. */
function withNeeds(modules: ModuleChoice[], id: string): string[] {
  const needs = modules.find((one) => one.id === id)?.needs ?? [];
  return [...new Set([id, ...needs.flatMap((need) => withNeeds(modules, need))])];
}

/** What is off after one switch: what a module needs comes with it, what needs it goes with it. */
export function offAfter(
  modules: ModuleChoice[],
  off: string[],
  id: string,
  on: boolean,
): string[] {
  if (on) {
    const wanted = withNeeds(modules, id);
    return off.filter((one) => !wanted.includes(one));
  }
  const gone = modules.filter((one) => withNeeds(modules, one.id).includes(id));
  return [...new Set([...off, ...gone.map((one) => one.id)])];
}

/** What is off for a kind of firm: all that it does not name. */
export function offFor(modules: ModuleChoice[], preset: PresetChoice | undefined): string[] {
  if (!preset || preset.modules.length === 0) return [];
  return modules
    .filter((one) => !one.required && !preset.modules.includes(one.id))
    .map((one) => one.id);
}

/** Which country a language makes likely. */
export const likelyCountry = (language: string) =>
  language === "ru" || language === "de" ? language : "general";

const COMMON = ["RUB", "EUR", "USD", "GBP", "CHF", "KZT", "BYN", "PLN", "CNY"];

/** Currencies by name, those of the firm's neighbourhood first. */
export function currencyChoices(language: string): Choice[] {
  const names = new Intl.DisplayNames([language], { type: "currency" });
  const rest = Intl.supportedValuesOf("currency").filter((code) => !COMMON.includes(code));
  return [...COMMON, ...rest].map((code) => ({
    value: code,
    label: `${code} · ${names.of(code)}`,
  }));
}

/** Time zones with their present distance from UTC. */
export function zoneChoices(own: string): Choice[] {
  const zones = new Set([own, ...Intl.supportedValuesOf("timeZone")]);
  return [...zones].filter(Boolean).map((zone) => {
    const parts = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "shortOffset" });
    const offset = parts.formatToParts().find((part) => part.type === "timeZoneName")?.value;
    return { value: zone, label: `${zone.replaceAll("_", " ")} (${offset ?? ""})` };
  });
}
