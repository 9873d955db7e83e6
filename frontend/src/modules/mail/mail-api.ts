import { useQuery } from "@tanstack/react-query";
import { ask } from "@/api/client";

/** A letter as its reader sees it; html is a whole page for a frame without rights. */
export interface Shown {
  subject: string;
  html: string;
  text: string;
}

export interface Slot {
  name: string;
  label: string;
  sample: string;
}

export interface Purpose {
  key: string;
  label: string;
  fields: Slot[];
}

export const LANGUAGES = ["ru", "de", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

export const WAYS = ["now", "digest", "never"] as const;
export type Way = (typeof WAYS)[number];

/** Which kinds of notices come by mail, and when; address: where to, empty when there is none. */
export interface Preferences {
  address: string;
  kinds: { kind: string; label: string; way: Way }[];
}

export function usePurpose(key: string): Purpose | undefined {
  const purposes = useQuery({
    queryKey: ["mail", "purposes"],
    queryFn: async ({ signal }) =>
      (await ask<{ items: Purpose[] }>("/mail/purposes", { signal })).items,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return purposes.data?.find((one) => one.key === key);
}
