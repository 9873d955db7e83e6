import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { ask } from "@/api/client";
import { fieldOf } from "@/api/meta";
import type { Field, LinkValue, Money, ObjectMeta, Rec } from "@/api/types";
import { useFormat } from "@/app/format";
import type { Format } from "@/kit/format";
import { sumFields } from "./columns-in-sum";
import type { ListState } from "./state";

/** Fields a list can be divided by: the server groups by them and sorts by them. */
export function groupFields(object: ObjectMeta): Field[] {
  return object.fields.filter((field) => field.group && field.sort);
}

/** The field a list is divided by; undefined where it is not, or not for the asker. */
export function groupOf(object: ObjectMeta, state: ListState): Field | undefined {
  return groupFields(object).find((field) => field.name === state.group);
}

const isDay = (field: Field) => field.kind === "date" || field.kind === "moment";

/** The order in which the server is asked: the groups first, the chosen order within them. */
export function orderOf(object: ObjectMeta, state: ListState): string {
  const group = groupOf(object, state);
  if (!group) return state.sort;
  const sorts = (state.sort || object.title_field).split(",");
  const own = sorts.find((one) => one.replace(/^-/, "") === group.name);
  const rest = sorts.filter((one) => one !== own && fieldOf(object, one.replace(/^-/, ""))?.sort);
  // The server takes three fields to sort by.
  return [own ?? group.name, ...rest].slice(0, 3).join(",");
}

/** By what a record belongs to its group; days belong to their month. Null: the field is empty. */
export function groupKey(field: Field, record: Rec, format: Pick<Format, "dayOf">): string | null {
  const value = record[field.name];
  if (value === null || value === undefined || value === "") return null;
  if (field.kind === "link") return (value as LinkValue).id;
  if (field.kind === "moment") return format.dayOf(String(value)).slice(0, 7);
  return field.kind === "date" ? String(value).slice(0, 7) : String(value);
}

export interface GroupHead {
  title: string;
  count: number;
  sum: Money | null;
}

interface Groups {
  groups: (GroupHead & { value: unknown })[];
}

/** How many rows of the whole result each group has, and their sum; by the key of the group. */
function useHeads(object: ObjectMeta, state: ListState, field: Field | undefined) {
  const by = field && (isDay(field) ? `${field.name}:month` : field.name);
  const query = {
    by,
    sum: sumFields(object, state)[0]?.name,
    filter: state.filter ? JSON.stringify(state.filter) : undefined,
    search: state.search,
  };
  const { data } = useQuery({
    queryKey: ["records", object.name, "groups", query],
    queryFn: ({ signal }) => ask<Groups>(`/records/${object.name}/groups`, { query, signal }),
    enabled: field !== undefined && !state.deleted,
  });
  return useMemo(
    () => new Map(data?.groups.map((one) => [one.value === null ? null : String(one.value), one])),
    [data],
  );
}

export interface Grouping {
  field: Field;
  /** The head of the group that begins with a row; undefined in the midst of a group. */
  headOf: (index: number) => { key: string | null; head: GroupHead | undefined } | undefined;
}

/** Where groups begin among the loaded rows. */
export function useGrouping(object: ObjectMeta, state: ListState, rows: Rec[]): Grouping | null {
  const format = useFormat();
  const field = groupOf(object, state);
  const heads = useHeads(object, state, field);
  return useMemo(() => {
    if (!field) return null;
    const keys = rows.map((row) => groupKey(field, row, format));
    return {
      field,
      headOf: (index) => {
        const key = keys[index];
        if (key === undefined || (index > 0 && key === keys[index - 1])) return undefined;
        return { key, head: heads.get(key) };
      },
    };
  }, [field, heads, rows, format]);
}
