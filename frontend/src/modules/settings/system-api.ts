import { useMutation, useQuery } from "@tanstack/react-query";
import { ask } from "@/api/client";
import { reloadMeta } from "@/api/meta";
import { queries } from "@/api/queries";
import type { FieldChange } from "@/platform/timeline/model";
import type { ModuleChoice } from "../setup/choices";

export interface Firm {
  name: string;
  country: string;
  currency: string;
  timezone: string;
  language: string;
  modules: ModuleChoice[];
  signup: SignupRule;
  second_factor: FactorRule;
}

/** Who may register himself, and what a newcomer gets. */
export interface SignupRule {
  open: boolean;
  /** Mail domains whose people may; none: everybody, whom an administrator then releases. */
  domains: string[];
  role: string;
  unit: string;
  release: boolean;
}

/** Of whom a second factor is demanded, and the days of grace. */
export interface FactorRule {
  everybody: boolean;
  roles: string[];
  days: number;
}

/** What a configuration changes, or would change. */
export interface Outcome {
  changes: {
    object: string;
    id: string;
    title: string;
    where: string;
    verb: "create" | "change" | "delete";
    told: FieldChange[];
  }[];
  same: number;
  only_here: { object: string; id: string; title: string }[];
  faults: { object: string; title: string; field: string; detail: string }[];
}

export interface Preset {
  id: string;
  title: string;
  about: string;
  modules: string[];
}

export function useFirm(language: string) {
  return useQuery({ queryKey: ["firm", language], queryFn: () => ask<Firm>("/firm") });
}

export function useSaveFirm(onDone: () => void) {
  return useMutation({
    mutationFn: (body: Partial<Omit<Firm, "modules">> & { modules?: string[] }) =>
      ask<Firm>("/firm", { method: "PATCH", body }),
    onSuccess: async () => {
      await Promise.all([queries.invalidateQueries({ queryKey: ["firm"] }), reloadMeta()]);
      onDone();
    },
  });
}

export function usePresets(language: string) {
  return useQuery({
    queryKey: ["presets", language],
    queryFn: () => ask<{ items: Preset[] }>("/presets"),
  });
}

/** Where a configuration comes from: a ready one by its name, or a file that was chosen. */
export type Source = { preset: string; title: string } | { data: unknown; title: string };

/** Compares a configuration with what is there (`dry`), or takes it in. */
export function takeIn(source: Source, dry: boolean): Promise<Outcome> {
  const query = dry ? { dry_run: 1 } : {};
  if ("preset" in source)
    return ask<Outcome>(`/presets/${source.preset}`, { method: "POST", query });
  return ask<Outcome>("/configuration", { method: "POST", query, body: source.data });
}
