import { useQuery } from "@tanstack/react-query";
import { ask } from "@/api/client";
import type { Job } from "@/api/types";

export type Amount = "small" | "medium";

interface Place {
  object: string;
  object_title: string;
  id: string;
  title: string;
}

/** What sample data there are, and what people have done with them. */
export interface Samples {
  count: number;
  edited: number;
  held_count: number;
  objects: {
    object: string;
    title: string;
    icon: string;
    count: number;
    edited: number;
    held: number;
  }[];
  /** Samples that real records lead to, with some of these. */
  held: (Place & { by: Place[]; count: number })[];
  job: Job | null;
}

/** What becomes of samples that people changed, and of those that real records lead to. */
export interface Clearing {
  keep_edited: boolean;
  empty_links: boolean;
}

export const SAMPLES = ["samples"];

export function useSamples() {
  return useQuery({
    queryKey: SAMPLES,
    queryFn: ({ signal }) => ask<Samples>("/samples", { signal }),
    staleTime: 0,
  });
}

/** Orders the filling; answers with its job. */
export async function fillSamples(amount: Amount): Promise<string> {
  return (await ask<{ job: string }>("/samples", { method: "POST", body: { amount } })).job;
}

/** Orders the clearing; answers with its job. */
export async function clearSamples(wish: Clearing): Promise<string> {
  return (await ask<{ job: string }>("/samples", { method: "DELETE", body: wish })).job;
}
