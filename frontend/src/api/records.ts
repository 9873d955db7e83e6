import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ask, askRaw } from "./client";
import { queries } from "./queries";
import type {
  BulkAnswer,
  CommandAnswer,
  Filter,
  LinkValue,
  ListAnswer,
  ListQuestion,
  Rec,
  SearchHit,
} from "./types";

/** Longer questions are sent as a body: addresses are cut by proxies at about 2,000 characters. */
const LONGEST_ADDRESS = 1500;

const path = (object: string, id?: string) => `/records/${object}${id ? `/${id}` : ""}`;

/** A page of records. */
export function listRecords(
  object: string,
  question: ListQuestion,
  signal?: AbortSignal,
): Promise<ListAnswer> {
  const { filter, fields, deleted, ...rest } = question;
  const text = filter ? JSON.stringify(filter) : undefined;
  if ((text?.length ?? 0) > LONGEST_ADDRESS)
    return ask(`${path(object)}/query`, { method: "POST", body: question, signal });
  const query = {
    ...rest,
    filter: text,
    fields: fields?.join(","),
    deleted: deleted ? 1 : undefined,
  };
  return ask(path(object), { query, signal });
}

/** All pages of a question, loaded as one scrolls; old rows stay while a new question is answered. */
export function useList(object: string, question: ListQuestion, enabled = true) {
  return useInfiniteQuery({
    queryKey: ["records", object, "list", question],
    queryFn: ({ pageParam, signal }) =>
      listRecords(
        object,
        pageParam ? { ...question, after: pageParam, count: "none" } : question,
        signal,
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
    enabled,
  });
}

/** One record; `parts` is the `with` parameter, e.g. "links,timeline:20". */
export function recordQuery(object: string, id: string, parts = "") {
  return {
    queryKey: ["records", object, "one", id, parts],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      ask<Rec>(path(object, id), { query: { with: parts }, signal }),
  };
}

/** A record by id; an empty id asks for nothing yet. */
export function useRecord(object: string, id: string, parts = "") {
  return useQuery({ ...recordQuery(object, id, parts), enabled: id !== "" });
}

/** Newest version of each record that an answer to one's own change has brought. */
const versions = new Map<string, number>();

export function knownVersion(id: string): number | undefined {
  return versions.get(id);
}

/** Puts a record the server just answered into every list and card that shows it. */
export function adoptRecord(object: string, record: Rec): void {
  versions.set(record.id, record.version);
  showChange(object, record.id, record);
}

/** Shows some fields of a record with other values wherever it stands, before the server has answered. */
export function showChange(object: string, id: string, change: Partial<Rec>): void {
  const merge = (old: Rec): Rec => (old.id === id ? { ...old, ...change } : old);
  queries.setQueriesData<{ pages: ListAnswer[]; pageParams: unknown[] }>(
    { queryKey: ["records", object, "list"] },
    (old) =>
      old && {
        ...old,
        pages: old.pages.map((page) => ({ ...page, items: page.items.map(merge) })),
      },
  );
  queries.setQueriesData<Rec>(
    { queryKey: ["records", object, "one", id] },
    (old) => old && merge(old),
  );
}

/** Marks what was read of an object as old; whatever is on the screen is read again. */
export function invalidateObject(object: string, id?: string): Promise<void> {
  if (!id) return queries.invalidateQueries({ queryKey: ["records", object] });
  return queries.invalidateQueries({
    predicate: ({ queryKey: [root, name, part, key] }) =>
      root === "records" && name === object && (part !== "one" || key === id),
  });
}

/** Changes fields of one record under If-Match; 412 throws with the current record in `current`. */
export async function patchRecord(
  object: string,
  id: string,
  version: number,
  change: Record<string, unknown>,
): Promise<Rec> {
  const record = await ask<Rec>(path(object, id), { method: "PATCH", body: change, version });
  adoptRecord(object, record);
  return record;
}

/** Creates a record; the same `once` again answers with the same record. */
export async function createRecord(
  object: string,
  fields: Record<string, unknown>,
  once: string,
): Promise<Rec> {
  const record = await ask<Rec>(path(object), { method: "POST", body: fields, once });
  adoptRecord(object, record);
  await invalidateObject(object);
  return record;
}

export async function deleteRecord(object: string, id: string, version: number): Promise<void> {
  await ask<void>(path(object, id), { method: "DELETE", version });
  await invalidateObject(object);
}

/** Runs a declared command on a record. */
export async function runCommand(
  object: string,
  record: Pick<Rec, "id" | "version">,
  command: string,
  input: Record<string, unknown> = {},
): Promise<CommandAnswer> {
  const answer = await ask<CommandAnswer>(`${path(object, record.id)}/${command}`, {
    method: "POST",
    body: input,
    version: record.version,
  });
  await invalidateObject(object);
  return answer;
}

export type Selection = { ids: string[] } | { filter: Filter | null; search: string };
export type BulkAct =
  | { set: Record<string, unknown> }
  | { command: string; input?: Record<string, unknown> };

/** Changes many records at once; more than 200 answer with a job. */
export async function bulk(object: string, which: Selection, act: BulkAct): Promise<BulkAnswer> {
  const answer = await ask<BulkAnswer>(`${path(object)}/bulk`, {
    method: "POST",
    body: { ...which, ...act },
  });
  await invalidateObject(object);
  return answer;
}

/** Takes an entry or a file away; answers the change by which it can come back. */
export async function remove(where: `/entries/${string}` | `/files/${string}`): Promise<string> {
  const answer = await askRaw(where, { method: "DELETE" });
  await queries.invalidateQueries({ queryKey: ["records"] });
  return answer.headers.get("X-Change") ?? "";
}

export interface UndoAnswer {
  undone: number;
  kept: {
    object: string;
    id: string;
    title: string;
    field: string | null;
    by: LinkValue | null;
  }[];
  change: string;
}

export async function undo(change: string): Promise<UndoAnswer> {
  const answer = await ask<UndoAnswer>(`/undo/${change}`, { method: "POST", body: {} });
  await queries.invalidateQueries({ queryKey: ["records"] });
  return answer;
}

export function useSearch(q: string, limit = 12) {
  return useQuery({
    queryKey: ["search", q, limit],
    queryFn: ({ signal }) =>
      ask<{ items: SearchHit[] }>("/search", { query: { q, limit }, signal }),
    enabled: q.trim().length > 1,
    placeholderData: keepPreviousData,
  });
}
