import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ask } from "@/api/client";
import { queries } from "@/api/queries";
import type { Job, LinkValue, Option } from "@/api/types";

/** An import as docs/api.md describes it. */
export interface Import {
  id: string;
  object: string;
  file: { name: string; size: number };
  state: "draft" | "running" | "done" | "cancelled" | "undone" | "failed";
  kind: string;
  encoding: string | null;
  sheet: string | null;
  sheets: string[];
  head_row: number | null;
  columns: ImportColumn[];
  targets: ImportTarget[];
  options: ImportOptions;
  preview: ImportPreview | null;
  result: ImportCounts | null;
  job: string | null;
  change: string | null;
  mapping_title: string | null;
  created_at: string;
}

export interface ImportColumn {
  index: number;
  /** The name in the file, by which saved mappings know the column. */
  key: string;
  title: string;
  samples: string[];
  target: string | null;
  kind: string | null;
  /** 0 to 1: how sure the recognition is. */
  sure: number;
}

export interface ImportTarget {
  id: string;
  title: string;
  group: string;
  kinds: Option[] | null;
}

export type Duplicates = "skip" | "fill" | "overwrite" | "create";

export interface ImportOptions {
  duplicates: Duplicates;
  region: string;
  groups: boolean;
  owner: string | null;
  /** The table has no row of titles. */
  headless: boolean;
  /** A row with faulty cells is written without them. */
  keep: boolean;
  sheet: string;
  head_row: number | null;
  encoding: string;
}

export interface ImportFault {
  row: number;
  field: string | null;
  value: string | null;
  reason: string;
  cure: string | null;
}

interface ImportCounts {
  rows: number;
  new: number;
  updated: number;
  duplicate: number;
  faulty: number;
  /** Records made along with the rows: companies of persons, persons of companies. */
  beside: Record<string, number>;
}

export interface ImportPreview extends ImportCounts {
  faults: ImportFault[];
  exact: boolean;
}

export interface KeptValue {
  object: string;
  id: string;
  title: string;
  /** Empty where the whole record stays. */
  field: string | null;
  by: LinkValue | null;
}

export interface SavedMapping {
  id: string;
  object: string;
  title: string;
  shared: boolean;
  mine: boolean;
  columns: { title: string; target: string | null; kind: string | null }[];
}

export interface MappedColumn {
  index: number;
  target: string | null;
  kind: string | null;
}

/** What PATCH takes: where columns go, how the file is read and what happens with duplicates. */
export interface ImportChange {
  mapping?: MappedColumn[];
  options?: Partial<ImportOptions>;
  /** Saves the mapping under this name. */
  mapping_title?: string;
  mapping_shared?: boolean;
}

const path = (id: string) => `/imports/${id}`;
const KEY = "imports";

export function useImports() {
  return useQuery({
    queryKey: [KEY, "list"],
    queryFn: ({ signal }) => ask<{ items: Import[] }>("/imports", { signal }),
  });
}

export function useImport(id: string) {
  return useQuery({
    queryKey: [KEY, "one", id],
    queryFn: ({ signal }) => ask<Import>(path(id), { signal }),
    placeholderData: keepPreviousData,
  });
}

export function useMappings(object: string) {
  return useQuery({
    queryKey: [KEY, "mappings", object],
    queryFn: ({ signal }) =>
      ask<{ items: SavedMapping[] }>("/import-mappings", { query: { object }, signal }),
  });
}

export function refreshImports(): Promise<void> {
  return queries.invalidateQueries({ queryKey: [KEY] });
}

/** Puts an answered import where the screens read it. */
function keep(found: Import): Import {
  queries.setQueryData([KEY, "one", found.id], found);
  return found;
}

/** Titles are compared without case, accents and ё. */
const plain = (title: string) =>
  title.normalize("NFD").replace(/\p{M}/gu, "").replace(/\s+/g, " ").trim().toLocaleLowerCase();

/** The columns of a file as a saved mapping assigns them; columns it does not know stay. */
export function applied(saved: SavedMapping, columns: ImportColumn[]): MappedColumn[] {
  const known = new Map(saved.columns.map((column) => [plain(column.title), column]));
  return columns.map(({ index, key, target, kind }) => {
    const found = known.get(plain(key));
    return { index, target: found ? found.target : target, kind: found ? found.kind : kind };
  });
}

export async function uploadImport(object: string, file: File): Promise<Import> {
  const body = new FormData();
  body.append("file", file);
  body.append("object", object);
  return keep(await ask<Import>("/imports", { method: "POST", body }));
}

export async function changeImport(id: string, change: ImportChange): Promise<Import> {
  const found = keep(await ask<Import>(path(id), { method: "PATCH", body: change }));
  // Only now the saved mapping is there to be offered.
  if (change.mapping_title) await queries.invalidateQueries({ queryKey: [KEY, "mappings"] });
  return found;
}

export type ImportAct = "run" | "cancel" | "undo";

/** Starts an act in the background; the answer names its job. */
export async function actOnImport(id: string, act: ImportAct): Promise<string> {
  const { job } = await ask<{ job: string }>(`${path(id)}/${act}`, { method: "POST", body: {} });
  await refreshImports();
  return job;
}

export const reportHref = (id: string, format: "csv" | "xlsx") =>
  `/api/v1${path(id)}/report?format=${format}`;

/** What an undo has left alone because somebody has changed it since. */
export function keptOf(job: Job | undefined): KeptValue[] {
  const kept = job?.result?.kept;
  return Array.isArray(kept) ? (kept as KeptValue[]) : [];
}
