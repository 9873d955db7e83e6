import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ask } from "@/api/client";
import { ApiProblem } from "@/api/problem";
import type { Field, ObjectMeta, Rec } from "@/api/types";
import { useDebounced } from "@/kit/use-debounced";
import { writable } from "@/platform/values";
import type { Priced, Values } from "./calculator";

/** Typing rests this long before the calculator is tried, in milliseconds. */
const REST = 250;

export type Row = Record<string, unknown> & { id: string };
export type Draft = Record<string, unknown>;

const open = (fields: Field[]) => fields.filter((field) => !field.read_only);

/** The child rows of a draft. */
export const rowsOf = (draft: Draft, name: string): Row[] => (draft[name] as Row[] | null) ?? [];

/** What a record says of the fields that can be written. */
export function draftOf(object: ObjectMeta, record: Rec | null): Draft {
  const pairs = open(object.fields).map((field) => {
    const value = record ? record[field.name] : field.default;
    return [field.name, field.kind === "lines" ? (value ?? []) : (value ?? null)];
  });
  return Object.fromEntries(pairs) as Draft;
}

/** The draft as the API is written; empty fields only where something is to be emptied. */
export function bodyOf(object: ObjectMeta, draft: Draft): Record<string, unknown> {
  const row = (fields: Field[], one: Row) => ({
    id: one.id,
    ...Object.fromEntries(
      open(fields)
        .filter((field) => field.name in one)
        .map((field) => [field.name, writable(field, one[field.name])]),
    ),
  });
  const pairs = open(object.fields).map((field) => [
    field.name,
    field.kind === "lines"
      ? rowsOf(draft, field.name).map((one) => row(field.lines ?? [], one))
      : writable(field, draft[field.name]),
  ]);
  return Object.fromEntries(pairs) as Record<string, unknown>;
}

/** An empty row, with what its fields begin with. */
export function freshRow(fields: Field[]): Row {
  const pairs = fields.filter((one) => one.default != null).map((one) => [one.name, one.default]);
  return { ...(Object.fromEntries(pairs) as Draft), id: crypto.randomUUID() };
}

/** Refusals by place: "price", "tables/0/cells". */
export function placesOf(error: unknown): Record<string, string> {
  if (!(error instanceof ApiProblem)) return {};
  const found: Record<string, string> = {};
  for (const { pointer, detail } of error.errors) found[pointer.replace(/^\//, "")] ??= detail;
  return found;
}

/** What the calculator comes to as it is typed now; nothing is saved. */
export function useTrial(id: string | null, calculator: Record<string, unknown>, values: Values) {
  const filled = Object.entries(calculator).filter(([, value]) => id !== null || value != null);
  const now = JSON.stringify({
    ...(id ? { id } : {}),
    calculator: Object.fromEntries(filled),
    values,
  });
  const text = useDebounced(now, REST);
  return useQuery({
    queryKey: ["calculators", "try", text],
    queryFn: ({ signal }) =>
      ask<Priced>("/calculators/try", {
        method: "POST",
        body: JSON.parse(text) as unknown,
        signal,
      }),
    placeholderData: keepPreviousData,
    gcTime: 10_000,
    retry: false,
  });
}

/** Cells as they stand in a spreadsheet: what is kept has lost the blank of an empty corner. */
export function withCorner(cells: string): string {
  const [first = "", second = ""] = cells.split("\n");
  const widths = [first, second].map((line) => line.split("\t").length);
  return second && widths[0] === (widths[1] ?? 0) - 1 ? `\t${cells}` : cells;
}

export interface Sheet {
  cells: string;
  rows: number;
  columns: number;
}

/** The cells of a spreadsheet file; two: the first row holds steps, too. */
export function readSheet(file: File, two: boolean): Promise<Sheet> {
  const body = new FormData();
  body.set("file", file);
  body.set("axes", two ? "2" : "1");
  return ask<Sheet>("/calculators/table", { method: "POST", body });
}
