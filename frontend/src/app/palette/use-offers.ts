import { useTranslation } from "react-i18next";
import { useMeta } from "@/api/meta";
import { useSearch } from "@/api/records";
import { newHref, recordHref } from "@/platform/addresses";
import { isAvailable, shortcutsOf, useAllCommands } from "../commands";
import { useGo } from "../Link";
import { useCreateEntries } from "../shell/use-create";
import { printStroke } from "../strokes";
import { matches } from "./match";
import { recents } from "./recent";

/** One line of the palette. */
export interface Offer {
  id: string;
  icon: string;
  label: string;
  note?: string | undefined;
  keys?: string | undefined;
  run: () => unknown;
}

export interface OfferGroup {
  title: string;
  offers: Offer[];
}

const MOST_COMMANDS = 8;
const MOST_CREATE = 3;
/** What is wanted most stands first: making something, then going somewhere, then the rest. */
const RANKS = ["go.", "create."];

function useCommandOffers(typed: string): Offer[] {
  const { i18n } = useTranslation();
  const rank = (id: string) => RANKS.findIndex((start) => id.startsWith(start));
  return useAllCommands()
    .toSorted((one, other) => rank(other.id) - rank(one.id))
    .filter((one) => !one.keyOnly && isAvailable(one) && matches(one.label, typed))
    .slice(0, typed ? MOST_COMMANDS : undefined)
    .map((one) => ({
      id: one.id,
      icon: one.icon ?? "bolt",
      label: one.label,
      keys: shortcutsOf(one)
        .slice(0, 1)
        .map((keys) => printStroke(keys, i18n.language))[0],
      run: one.run,
    }));
}

function useHitGroups(typed: string): OfferGroup[] {
  const meta = useMeta();
  const go = useGo();
  const hits = useSearch(typed).data?.items ?? [];
  const byObject = Map.groupBy(typed.trim().length > 1 ? hits : [], (hit) => hit.object);
  return [...byObject].map(([object, found]) => ({
    title: meta.objects[object]?.title ?? "",
    offers: found.map((hit) => ({
      id: `hit.${hit.object}.${hit.id}`,
      icon: hit.icon,
      label: hit.title,
      note: hit.note,
      run: () => go(recordHref(hit.object, hit.id)),
    })),
  }));
}

function useCreateOffers(typed: string): Offer[] {
  const { t } = useTranslation();
  const go = useGo();
  const { objects } = useMeta();
  // What was typed and not found is most often a client, above all a number.
  const isClient = (name: string) => objects[name]?.quick.includes("phones") === true;
  const entries = useCreateEntries()
    .toSorted((one, other) => Number(isClient(other.object)) - Number(isClient(one.object)))
    .slice(0, MOST_CREATE);
  if (!typed.trim()) return [];
  return entries.map((entry) => ({
    id: `new.${entry.object}`,
    icon: "plus",
    label: t("palette.create", { one: entry.label, text: typed.trim() }),
    run: () => go(`${newHref(entry.object)}?text=${encodeURIComponent(typed.trim())}`),
  }));
}

function useRecentOffers(): Offer[] {
  const go = useGo();
  return recents().map((one) => ({
    id: `recent.${one.href}`,
    icon: one.icon,
    label: one.title,
    note: one.note,
    run: () => go(one.href),
  }));
}

/** What the palette offers for a text: records by type, then commands, then "create with this text". */
export function useOffers(typed: string): OfferGroup[] {
  const { t } = useTranslation();
  const hits = useHitGroups(typed);
  const recent = useRecentOffers();
  const commands = useCommandOffers(typed);
  const create = useCreateOffers(typed);
  const groups = typed.trim()
    ? [
        ...hits,
        { title: t("palette.commands"), offers: commands },
        { title: t("palette.new"), offers: create },
      ]
    : [
        { title: t("palette.recent"), offers: recent },
        { title: t("palette.commands"), offers: commands },
      ];
  return groups.filter((group) => group.offers.length > 0);
}
