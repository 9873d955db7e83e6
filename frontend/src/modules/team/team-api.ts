import { useQuery } from "@tanstack/react-query";
import { ask } from "@/api/client";
import { useMeta } from "@/api/meta";
import type { Effect } from "@/modules/access/rights";

export const USER = "access.user";
export const UNIT = "access.unit";

/** A unit as the tree shows it; people: active users of this very unit. */
export interface Unit {
  id: string;
  name: string;
  parent: string | null;
  version: number;
  people: number;
}

export interface Holding {
  object: string;
  title: string;
  icon: string;
  count: number;
  binned: number;
  /** Those not finished yet, where that can be said. */
  open: number | null;
}

/** What a user leaves behind; beyond: some of it lies outside the asker's rights. */
export interface Leaving {
  objects: Holding[];
  records: number;
  beyond: boolean;
  views: number;
  own_views: number;
  shares: number;
  sessions: number;
  tokens: number;
  substitutes: number;
  active: boolean;
}

export interface Dismissal {
  successor: string | null;
  others: Record<string, string>;
  left_on: string | null;
}

/** All units; read again whenever somebody changes people or units anywhere. */
export function useUnits() {
  const { version } = useMeta();
  return useQuery({
    queryKey: ["records", UNIT, "tree", version],
    queryFn: ({ signal }) => ask<{ items: Unit[] }>("/team/units", { signal }),
    placeholderData: (old) => old,
  });
}

const dismissPath = (id: string) => `/records/${USER}/${id}/dismiss`;

export function useLeaving(id: string) {
  return useQuery({
    queryKey: ["records", USER, "leaving", id],
    queryFn: ({ signal }) =>
      ask<Leaving>(dismissPath(id), { method: "POST", query: { dry_run: 1 }, body: {}, signal }),
  });
}

export function dismiss(
  id: string,
  wish: Dismissal,
  once: string,
): Promise<{ change: string | null; job: string | null }> {
  return ask(dismissPath(id), { method: "POST", body: wish, once });
}

/** Who would see more and who less, did a unit hang below another one. */
export const weighUnit = (unit: string, parent: string): Promise<Effect> =>
  ask("/rights/unit", { method: "POST", body: { unit, parent } });

/** The same, did a user go to another unit with his records. */
export const weighUser = (user: string, unit: string): Promise<Effect> =>
  ask("/rights/user", { method: "POST", body: { user, unit } });
