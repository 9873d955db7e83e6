import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { ask } from "@/api/client";
import { useMeta } from "@/api/meta";
import type { LinkValue } from "@/api/types";
import { withMoments } from "@/app/period";

export const AUDIT = "access.audit";
export const OPENED = "opened";
export const PAGE = 100;
/** Changed fields shown of each act. */
export const FIRST = 4;
export const VIA = [
  "page",
  "api",
  "import",
  "job",
  "cli",
  "rule",
  "demo",
  "samples",
  "setup",
  "clock",
] as const;
export const NAMES = [
  "user",
  "object",
  "record",
  "verb",
  "via",
  "ip",
  "field",
  "since",
  "until",
] as const;

export type Asked = Partial<Record<(typeof NAMES)[number], string>>;

export interface Act {
  id: string;
  at: string;
  by: LinkValue | null;
  via: string;
  ip: string;
  object: string;
  object_title: string;
  icon: string;
  record: string;
  title: string;
  verb: string;
  verb_title: string;
  changes: { field: string; label: string; old: string; new: string }[];
  text: string;
}

export interface Counted {
  id: string;
  object: string | null;
  title: string;
  opened: number;
  of: number;
}

/** The question as the server takes it. */
export const queryOf = (asked: Asked): Record<string, string> => withMoments(asked);

/** What is asked stands in the address, so that it can be shared and kept. */
export function useAsked(): [Asked, (change: Asked) => void] {
  const search = useSearch({ strict: false }) as Record<string, string>;
  const navigate = useNavigate();
  const asked: Asked = {};
  for (const name of NAMES) if (search[name]) asked[name] = search[name];
  const change = (more: Asked) =>
    void navigate({ to: "/audit", search: { ...asked, ...more } as never, replace: true });
  return [asked, change];
}

export function useActs(asked: Asked) {
  const { language } = useMeta();
  return useInfiniteQuery({
    queryKey: ["audit", language, asked],
    queryFn: ({ pageParam, signal }) =>
      ask<{ items: Act[]; next: string | null }>("/audit", {
        query: { ...queryOf(asked), limit: PAGE, after: pageParam },
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
}
