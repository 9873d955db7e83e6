import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { ask } from "@/api/client";
import { useMeta } from "@/api/meta";
import type { LinkValue } from "@/api/types";
import { withMoments } from "@/app/period";

/** The right to this object is the right to everything about security. */
export const ADDRESS = "access.address";
export const PAGE = 100;
/** Parts of the address: the part of the page, and what is asked of the log. */
const NAMES = ["part", "search", "ip", "user", "ok", "reason", "since", "until"] as const;

export type Asked = Partial<Record<(typeof NAMES)[number], string>>;

export interface SignIn {
  id: string;
  at: string;
  login: string;
  user: LinkValue | null;
  ip: string;
  /** Its address is shut out now. */
  blocked: boolean;
  agent: string;
  /** The agent in words. */
  device: string;
  ok: boolean;
  reason: string;
  reason_title: string;
  factor: string;
}

/** What is asked stands in the address, so that it can be shared. */
export function useAsked(): [Asked, (change: Asked) => void] {
  const search = useSearch({ strict: false }) as Record<string, string>;
  const navigate = useNavigate();
  const asked: Asked = {};
  for (const name of NAMES) if (search[name]) asked[name] = search[name];
  const change = (more: Asked) =>
    void navigate({ to: "/security", search: { ...asked, ...more } as never, replace: true });
  return [asked, change];
}

/** The question as the server takes it; the part of the page is not its matter. */
export const logQuery = ({ part: _, ...rest }: Asked): Record<string, string> => withMoments(rest);

/** Keys begin like those of the rules about addresses: a new rule makes the log old as well. */
export function useSignIns(asked: Asked) {
  const { language } = useMeta();
  const question = logQuery(asked);
  return useInfiniteQuery({
    queryKey: ["records", ADDRESS, "sign-ins", language, question],
    queryFn: ({ pageParam, signal }) =>
      ask<{ items: SignIn[]; next: string | null }>("/security/sign-ins", {
        query: { ...question, limit: PAGE, after: pageParam },
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
}

export function useReasons() {
  const { language } = useMeta();
  return useQuery({
    queryKey: ["security", "reasons", language],
    queryFn: async ({ signal }) =>
      (await ask<{ reasons: LinkValue[] }>("/security/sign-ins/choices", { signal })).reasons,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
