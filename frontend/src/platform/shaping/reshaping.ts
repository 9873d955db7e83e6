import { useQuery } from "@tanstack/react-query";
import { ask } from "@/api/client";
import type { Job } from "@/api/types";

interface KindName {
  value: string;
  label: string;
}

/** What a field can become; `why`: the reason where there is nothing. */
interface Kinds {
  kinds: KindName[];
  why: string;
  back: KindName | null;
  job: string | null;
}

/** What a change of kind would come to. */
export interface Preview {
  values: number;
  fits: number;
  lost: number;
  examples: { old: string; new: string; count: number }[];
  faults: { old: string; why: string; count: number }[];
  choices: { label: string; count: number }[];
  uses: { what: string; title: string; why: string }[];
  dropped: string[];
}

/** The kind that is wished for; `back`: the one before the last change. */
export interface KindWish {
  kind: string;
  back: boolean;
}

export function useKinds(field: string) {
  return useQuery({
    queryKey: ["kinds", field],
    queryFn: ({ signal }) => ask<Kinds>(`/fields/${field}/kinds`, { signal }),
    staleTime: 0,
  });
}

/** Asked anew for each wish: the values may have changed since. */
export function usePreview(field: string, wish: KindWish | null) {
  return useQuery({
    queryKey: ["kinds", field, wish],
    queryFn: ({ signal }) =>
      ask<Preview>(`/fields/${field}/kind/preview`, { method: "POST", body: wish, signal }),
    enabled: wish !== null,
    staleTime: 0,
    retry: false,
  });
}

export function changeKind(field: string, wish: KindWish): Promise<Job> {
  return ask<Job>(`/fields/${field}/kind`, { method: "POST", body: wish });
}
