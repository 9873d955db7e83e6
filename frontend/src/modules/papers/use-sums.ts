import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ask } from "@/api/client";
import { ApiProblem } from "@/api/problem";
import type { Money, ObjectMeta } from "@/api/types";
import { useDebounced } from "@/kit/use-debounced";
import { bodyOf, type Draft } from "./paper";
import type { Parts } from "./sets";

/** Typing rests this long before the sums are asked for, in milliseconds. */
const REST = 150;

export interface LineSums {
  id: string;
  price: Money | null;
  /** The price list, with its step, that gives the price. */
  price_from?: string | null;
  discount?: string | null;
  /** The rule that gives the discount. */
  discount_from?: string | null;
  vat_rate: string;
  unit: string;
  amount?: Money | null;
  net?: Money | null;
  total?: Money | null;
  profit?: Money | null;
  /** One that the client may take or leave counts once it is chosen. */
  optional?: boolean;
  chosen?: boolean;
  /** What is in a set. */
  parts?: Parts | null;
  /** The firm's own columns: what was set beforehand or is computed. */
  [own: string]: unknown;
}

export interface RateSums {
  rate: string | null;
  vat: Money;
}

/** The answer of POST /papers/{object}/preview; what the asker may not see is absent. */
export interface Sums {
  currency: string;
  vat_mode: string;
  net?: Money | null;
  vat?: Money | null;
  total?: Money | null;
  profit?: Money | null;
  margin?: string | null;
  without_options?: Money | null;
  lines: LineSums[];
  rates?: RateSums[];
  [term: string]: unknown;
}

export function askSums(
  object: string,
  body: Record<string, unknown>,
  signal?: AbortSignal,
): Promise<Sums> {
  return ask<Sums>(`/papers/${object}/preview`, { method: "POST", body, signal });
}

/** The server's sums of what is typed; those before stay until the new ones have come. */
export function useSums(object: ObjectMeta, id: string | null, draft: Draft) {
  const body = { ...bodyOf(object, draft), ...(id ? { id } : {}) };
  const now = JSON.stringify(body);
  const text = useDebounced(now, REST);
  const sums = useQuery({
    queryKey: ["records", object.name, "sums", text],
    queryFn: ({ signal }) =>
      askSums(object.name, JSON.parse(text) as Record<string, unknown>, signal),
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });
  return {
    sums: sums.data,
    error: sums.error instanceof ApiProblem ? sums.error : null,
    /** They are those of what is typed, not of what was typed before. */
    current: text === now && !sums.isPlaceholderData,
  };
}
