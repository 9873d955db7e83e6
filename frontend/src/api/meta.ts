import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import { ask } from "./client";
import { queries } from "./queries";
import type { Field, Language, Meta, ObjectMeta } from "./types";

/** Meta of the asker in one language. The browser's own cache answers the ETag. */
export function metaQuery(language: Language) {
  return queryOptions({
    queryKey: ["meta", language],
    queryFn: ({ signal }) => ask<Meta>("/meta", { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });
}

export function useMetaQuery(language: Language, enabled: boolean) {
  return useQuery({ ...metaQuery(language), enabled });
}

/** Reads meta again, after a change of fields, rights or modules. */
export function reloadMeta(): Promise<void> {
  return queries.invalidateQueries({ queryKey: ["meta"] });
}

export const MetaContext = createContext<Meta | null>(null);

/** Meta of the asker; every screen inside the shell has it. */
export function useMeta(): Meta {
  const meta = useContext(MetaContext);
  if (!meta) throw new Error("useMeta is used outside the shell");
  return meta;
}

/** One object, or undefined when it does not exist for the asker. */
export function useObject(name: string): ObjectMeta | undefined {
  return useMeta().objects[name];
}

export function fieldOf(object: ObjectMeta, name: string): Field | undefined {
  return object.fields.find((field) => field.name === name);
}

/** True when the asker has the privilege at any depth. */
export function may(object: ObjectMeta | undefined, privilege: string): boolean {
  return (object?.rights[privilege] ?? "none") !== "none";
}
