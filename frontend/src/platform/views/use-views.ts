import { useMutation, useQuery } from "@tanstack/react-query";
import { ask } from "@/api/client";
import { queries } from "@/api/queries";
import type { SavedView } from "@/api/types";

const key = (object: string) => ["views", object];

/** Saved views of an object that the asker may use, his own and shared ones. */
export function useViews(object: string) {
  return useQuery({
    queryKey: key(object),
    queryFn: async ({ signal }) =>
      (await ask<{ items: SavedView[] }>("/views", { query: { object }, signal })).items,
    staleTime: 300_000,
  });
}

export type NewView = Pick<SavedView, "object" | "title" | "shared" | "state">;

/** Ways to keep, change and drop views; each reads the list of views anew. */
export function useViewActs(object: string) {
  const onSuccess = () => queries.invalidateQueries({ queryKey: key(object) });
  const create = useMutation({
    mutationFn: (view: NewView) => ask<SavedView>("/views", { method: "POST", body: view }),
    onSuccess,
  });
  const update = useMutation({
    mutationFn: ({ id, ...change }: Partial<NewView> & { id: string }) =>
      ask<SavedView>(`/views/${id}`, { method: "PATCH", body: change }),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: (id: string) => ask<void>(`/views/${id}`, { method: "DELETE" }),
    onSuccess,
  });
  return { create, update, remove };
}
