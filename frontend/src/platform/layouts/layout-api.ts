import { useQuery } from "@tanstack/react-query";
import { ask } from "@/api/client";
import { useList } from "@/api/records";
import type { ObjectMeta, Rec } from "@/api/types";
import { stringifySearch } from "@/app/address";
import type { AnyDefinition } from "./definition";

export const LAYOUT = "meta.layout";

/** Where the form of an object is arranged. */
export const arrangeHref = (object: string, more: Record<string, string> = {}) =>
  `/arrange/${object}${stringifySearch(more)}`;

/** What a layout would show: the members of an object in meta that it arranges. */
export type Trial = Pick<
  ObjectMeta,
  "form" | "tabs" | "fields" | "columns" | "quick" | "caller"
> & {
  readable: boolean;
};

export interface TrialQuestion {
  object: string;
  place: "form" | "quick" | "list" | "caller";
  /** Null: as the program brings it. */
  definition: AnyDefinition | null;
  role: string | null;
}

const tryLayout = (question: TrialQuestion, signal?: AbortSignal) =>
  ask<Trial>("/layouts/preview", { method: "POST", body: question, signal });

/** How a definition would look to people of a role; null: to the asker. */
export function useTrial(question: TrialQuestion, enabled = true) {
  return useQuery({
    queryKey: ["layouts", "trial", question],
    queryFn: ({ signal }) => tryLayout(question, signal),
    enabled,
    retry: false,
  });
}

/** All layouts of an object, whole. */
export function useLayouts(object: string, enabled = true) {
  return useList(
    LAYOUT,
    { filter: ["object", "=", object], fields: ["*"], limit: 200 },
    enabled && object !== "",
  );
}

/** Every role, the highest first. */
export function useRoles() {
  const list = useList("access.role", { fields: ["name", "level"], sort: "-level", limit: 200 });
  return list.data?.pages.flatMap((page) => page.items) ?? [];
}

export function roleOf(layout: Rec): string {
  return (layout.role as { id: string } | null)?.id ?? "";
}
