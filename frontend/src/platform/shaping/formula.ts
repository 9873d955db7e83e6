import { useQuery } from "@tanstack/react-query";
import { ask } from "@/api/client";
import type { ObjectMeta } from "@/api/types";
import { useDebounced } from "@/kit/use-debounced";

export interface Tried {
  text: string;
  items: { id: string; title: string; value: string }[];
  fault: { code: string; detail: string; at: number } | null;
}

export interface FormulaFunction {
  name: string;
  also: string[];
  takes: string;
  about: string;
}

/** What an expression comes to for the newest records; asked when typing rests. */
export function useTried(object: string, expression: string, kind: string) {
  const rested = useDebounced(expression.trim(), 350);
  return useQuery({
    queryKey: ["formula", object, rested, kind],
    queryFn: ({ signal }) =>
      ask<Tried>("/formulas/try", {
        method: "POST",
        body: { object, expression: rested, kind },
        signal,
      }),
    enabled: Boolean(object && rested),
    staleTime: 0,
    placeholderData: (before) => before,
  });
}

/** All functions, in the user's language. */
export function useFunctions(language: string) {
  return useQuery({
    queryKey: ["functions", language],
    queryFn: () => ask<{ items: FormulaFunction[] }>("/formulas/functions"),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

const PARTS = /"[^"]*"|'[^']*'|\[[^[\]]*\]|[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*/gu;

/** An expression with its fields named by their labels, where a label belongs to one field only. */
export function readable(text: string, object: ObjectMeta | undefined): string {
  if (!object) return text;
  const labels = object.fields.map((field) => field.label.toLowerCase());
  return text.replace(PARTS, (word) => {
    const field = object.fields.find((one) => one.name === word);
    if (!field || /[[\]]/.test(field.label)) return word;
    const own = labels.filter((label) => label === field.label.toLowerCase());
    return own.length === 1 ? `[${field.label}]` : word;
  });
}
