import type { ObjectMeta, SavedView } from "@/api/types";
import { normalFilter } from "../filter/model";
import { type ListState, shownColumns } from "../list/state";

/** The plain list of an object: everything, in its own order. */
export function plainState(view = "list"): ListState {
  return {
    filter: null,
    sort: "",
    columns: null,
    search: "",
    view,
    saved: "",
    group: "",
    deleted: false,
  };
}

const textOf = (value: unknown) => (typeof value === "string" ? value : "");

/** What a saved view shows; parts of fields that are gone are left out by the list. */
export function stateOf(view: SavedView): ListState {
  const { filter, sort, columns, search, view: layout, group } = view.state;
  return {
    ...plainState(textOf(layout) || "list"),
    filter: normalFilter(filter),
    sort: textOf(sort),
    columns: Array.isArray(columns) && columns.length > 0 ? columns.map(String) : null,
    search: textOf(search),
    saved: view.id,
    group: textOf(group),
  };
}

/** What is kept of a state in a view. */
export function viewStateOf(
  state: ListState,
  widths: Record<string, number>,
): Record<string, unknown> {
  const { filter, sort, columns, search, view, group } = state;
  return { filter, sort, columns, widths, search, view, ...(group ? { group } : {}) };
}

const comparable = (state: ListState, object: ObjectMeta) =>
  JSON.stringify([
    state.filter,
    state.sort,
    shownColumns(object, state),
    state.search,
    state.view,
    state.group,
    state.deleted,
  ]);

/** Whether filters, columns or order differ from the view they began with. */
export function isChanged(state: ListState, from: ListState, object: ObjectMeta): boolean {
  return comparable(state, object) !== comparable(from, object);
}
