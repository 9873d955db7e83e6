import { useRouterState } from "@tanstack/react-router";
import { useMemo } from "react";
import type { Filter, ListQuestion, ObjectMeta } from "@/api/types";
import { parseSearch, type SearchParams, stringifySearch } from "@/app/address";
import { useGo } from "@/app/Link";
import { normalFilter } from "../filter/model";
import { groupOf, orderOf } from "./grouping";
import { hasNextStep, NEXT_STEP, NEXT_STEP_AT } from "./NextStep";

/** Everything that decides what a list shows. All of it stands in the address. */
export interface ListState {
  filter: Filter | null;
  /** As in the API: "-created_at,name"; empty: the object's own order. */
  sort: string;
  /** Shown columns in their order; null: those of meta. */
  columns: string[] | null;
  search: string;
  /** How the records are laid out: "list", "board", … */
  view: string;
  /** Saved view this state began with. */
  saved: string;
  /** Field by which the rows are divided; empty: not at all. */
  group: string;
  /** The bin instead of the living. */
  deleted: boolean;
}

/** A filter somebody mistyped in the address is left out rather than breaking the page. */
function readFilter(text: string | undefined): Filter | null {
  if (!text) return null;
  try {
    return normalFilter(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

export function readState(params: SearchParams): ListState {
  return {
    filter: readFilter(params.filter),
    sort: params.sort ?? "",
    columns: params.columns ? params.columns.split(",") : null,
    search: params.search ?? "",
    view: params.view ?? "list",
    saved: params.saved ?? "",
    group: params.group ?? "",
    deleted: params.bin === "1",
  };
}

/** The question part of the address of a state, beginning with "?"; empty for the plain list. */
export function writeState(state: ListState): string {
  return stringifySearch({
    saved: state.saved,
    view: state.view === "list" ? "" : state.view,
    search: state.search,
    sort: state.sort,
    group: state.group,
    columns: state.columns?.join(","),
    filter: state.filter ? JSON.stringify(state.filter) : "",
    bin: state.deleted ? "1" : "",
  });
}

export interface ListControl {
  state: ListState;
  /** Changes the state; `keep` leaves a step in the browser's history. */
  change: (change: Partial<ListState>, keep?: boolean) => void;
}

/** State of the list in the address and the way to change it. */
export function useListState(): ListControl {
  const go = useGo();
  const path = useRouterState({ select: (router) => router.location.pathname });
  const text = useRouterState({ select: (router) => router.location.searchStr });
  const state = useMemo(() => readState(parseSearch(text)), [text]);
  const change = (part: Partial<ListState>, keep = false) =>
    go(`${path}${writeState({ ...state, ...part })}`, !keep);
  return { state, change };
}

/** Columns nobody has chosen: those of meta; step and day of the next step share one. */
export function usualColumns(object: ObjectMeta): string[] {
  const joined = hasNextStep(object) && object.columns.includes(NEXT_STEP);
  return joined ? object.columns.filter((name) => name !== NEXT_STEP_AT) : object.columns;
}

/** Columns in their order that exist for the asker. */
export function shownColumns(object: ObjectMeta, state: ListState): string[] {
  const known = new Set(object.fields.map((field) => field.name));
  const wanted = (state.columns ?? usualColumns(object)).filter((name) => known.has(name));
  return wanted.length > 0 ? wanted : [object.title_field];
}

/** Rows of one page: two screens at normal density. */
const PAGE = 60;

/** The question to the server; names only the columns that are shown. */
export function questionOf(object: ObjectMeta, state: ListState): ListQuestion {
  const group = groupOf(object, state);
  const fields = new Set([
    object.title_field,
    ...shownColumns(object, state),
    ...(group ? [group.name] : []),
  ]);
  return {
    filter: state.filter,
    sort: orderOf(object, state),
    fields: [...fields],
    search: state.search,
    limit: PAGE,
    count: "capped",
    deleted: state.deleted,
  };
}
