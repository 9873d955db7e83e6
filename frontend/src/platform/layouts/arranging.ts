import { useTranslation } from "react-i18next";
import type { Field, ObjectMeta } from "@/api/types";
import type { Words } from "./definition";
import type { History } from "./history";
import { type Laid, type Place, type Section, sectionsIn, type Tab } from "./model";

/** What is chosen to be set up. */
export interface Chosen {
  kind: "field" | "section" | "tab";
  id: string;
}

/** Everything that the parts of the editor share. */
export interface Arranging {
  object: ObjectMeta;
  place: Place;
  history: History<Laid>;
  chosen: Chosen | null;
  choose: (chosen: Chosen | null) => void;
  /** The tab that is shown. */
  tab: string;
  openTab: (id: string) => void;
  /** Headings that the program brings, by section. */
  declared: Record<string, string>;
  /** Carries a change out, says it, and keeps the focus on what was moved. */
  move: (next: Laid, name?: string) => void;
}

export function fieldNamed(object: ObjectMeta, name: string): Field | undefined {
  return object.fields.find((field) => field.name === name);
}

/** Fields that can stand in a form. */
export function placeable(object: ObjectMeta): Field[] {
  return object.fields.filter((field) => field.kind !== "layout");
}

/** Headings as people see them: the given words, else the declared ones, else a number. */
export function useTitles(laid: Laid, declared: Record<string, string>) {
  const { t, i18n } = useTranslation();
  const own = i18n.language.slice(0, 2) as keyof Words;
  const said = (words: Words) => words[own] || words.en || words.ru || words.de || "";
  const all = sectionsIn(laid);
  const section = (one: Section) =>
    said(one.title) ||
    declared[one.id] ||
    t("layouts.section_number", { n: all.findIndex(({ id }) => id === one.id) + 1 });
  const tab = (one: Tab) => {
    const first = one.sections[0];
    const n = laid.tabs.findIndex(({ id }) => id === one.id) + 1;
    return said(one.title) || (first && section(first)) || t("layouts.tab_number", { n });
  };
  return { section, tab };
}
