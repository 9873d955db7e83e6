import { useSearch } from "@tanstack/react-router";
import type { Filter } from "@/api/types";
import { type SearchParams, stringifySearch } from "@/app/address";
import { useGo } from "@/app/Link";

export type Figure = { amount: string; currency: string } | string | number | null;

export interface Dimension {
  name: string;
  title: string;
  dated: boolean;
}

export interface Measure {
  name: string;
  title: string;
  kind: "count" | "money" | "number" | "percent";
  adds: boolean;
}

export interface Param {
  name: string;
  title: string;
  value: string;
  options: { value: string; label: string }[];
}

export type Value = string | number | boolean | null;

export interface Line {
  keys: { value: Value; title: string }[];
  figures: Record<string, Figure>;
  before: Record<string, Figure> | null;
  share: string | null;
  list: { object: string; filter: Filter } | null;
}

export interface Report {
  name: string;
  title: string;
  about: string;
  period: { since: string; until: string };
  against: { since: string; until: string } | null;
  dimensions: Dimension[];
  measures: Measure[];
  params: Param[];
  by: string[];
  where: (Dimension & { value: Value; label: string })[];
  main: string;
  rows: Line[];
  more: number;
  total: Line;
  closer: string;
  notes: string[];
}

export interface ReportWords {
  name: string;
  title: string;
  about: string;
  object: string;
}

export const PERIODS = [
  "this_month",
  "last_month",
  "this_quarter",
  "last_quarter",
  "this_year",
  "last_year",
  "own",
] as const;

/** What is asked of a report, as the address and the server take it; `report` is its name. */
const ASKED = ["period", "since", "until", "by", "where", "chosen", "compare", "sort"] as const;

export type Change = (more: SearchParams) => void;

/** The part of an address that the server is asked with. */
export function asked(search: SearchParams): SearchParams {
  const found: SearchParams = {};
  for (const name of ASKED) {
    const value = search[name];
    if (value !== undefined && value !== "") found[name] = value;
  }
  // nothing to group by is said, or the report would group as usual
  if (search.by === "-") found.by = "";
  return found;
}

/** The question stands in the address, so that it can be shared, kept and gone back from. */
export function useQuestion(): [SearchParams, Change] {
  const search = useSearch({ strict: false }) as SearchParams;
  const go = useGo();
  const texts = Object.fromEntries(Object.entries(search).map(([k, v]) => [k, String(v)]));
  return [texts, (more) => go(reportHref({ ...texts, ...more }))];
}

export const reportHref = (search: SearchParams) => `/report${stringifySearch(search)}`;

/** The conditions of an address; a mistyped one is answered by the server. */
export function conditions(search: SearchParams): Record<string, Value> {
  try {
    return JSON.parse(search.where || "{}") as Record<string, Value>;
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

/** The question narrowed to the values of a line, grouped by what is left or by its parts. */
export function narrowed(
  search: SearchParams,
  report: Report,
  keys: { name: string; value: Value }[],
  parts: string,
): SearchParams {
  const where = conditions(search);
  for (const { name, value } of keys) where[name] = value;
  const left = report.by.filter((name) => !(name in where));
  const by = parts || left.join(",") || "-";
  return { ...search, where: JSON.stringify(where), by, sort: "" };
}

/** The question without one of its conditions. */
export function widened(search: SearchParams, name: string): SearchParams {
  const { [name]: _gone, ...rest } = conditions(search);
  return { ...search, where: Object.keys(rest).length ? JSON.stringify(rest) : "" };
}

/** A figure as a number, for lengths of bars and changes; what is shown stays exact. */
export function size(figure: Figure | undefined): number {
  if (figure === null || figure === undefined) return 0;
  return Number(typeof figure === "object" ? figure.amount : figure);
}

/** By how much a figure has changed, per cent; null where there was nothing before. */
export function changed(now: Figure | undefined, before: Figure | undefined): number | null {
  const was = size(before);
  return was ? Math.round(((size(now) - was) / Math.abs(was)) * 1000) / 10 : null;
}
