import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask } from "@/api/client";
import { createRecord, invalidateObject, runCommand, useList } from "@/api/records";
import type { Filter, LinkValue, ObjectMeta, Rec } from "@/api/types";
import { toast } from "@/kit/toasts";
import { tellRefusal } from "@/platform/save/tell-refusal";
import { useTakeBack } from "@/platform/save/use-take-back";

export const STAGE = "sales.stage";
export const REASON = "sales.loss_reason";
/** More than any firm has. */
const MOST = 200;

const all = { limit: MOST, fields: ["*"] };

function useAll(object: string, more: { filter?: Filter; sort: string; deleted?: boolean }) {
  const list = useList(object, { ...all, ...more });
  return { rows: list.data?.pages.flatMap((page) => page.items), error: list.error };
}

/** The stages of all pipelines of an object, those of this one, and those of it out of use. */
export function useStages(object: string, funnel: string) {
  const every = useAll(STAGE, { filter: ["funnel.object", "=", object], sort: "position" });
  const filter: Filter = ["funnel", "=", funnel];
  const gone = useAll(STAGE, { filter, sort: "position", deleted: true });
  const own = every.rows?.filter((stage) => (stage.funnel as LinkValue).id === funnel);
  return { every: every.rows ?? [], own, gone: gone.rows ?? [], error: every.error };
}

export function useReasons() {
  const { rows, error } = useAll(REASON, { sort: "position,name" });
  const gone = useAll(REASON, { sort: "name", deleted: true });
  return { rows, gone: gone.rows ?? [], error };
}

interface Groups {
  groups: { value: string | null; count: number }[];
}

/** How many records stand at each stage, as far as the asker sees them. */
export function useCounts(object: string, funnel: string, enabled: boolean) {
  const filter = JSON.stringify(["funnel", "=", funnel]);
  const found = useQuery({
    queryKey: ["records", object, "groups", "stage", filter],
    queryFn: ({ signal }) =>
      ask<Groups>(`/records/${object}/groups`, { query: { by: "stage", filter }, signal }),
    enabled,
  });
  const groups = found.data?.groups ?? [];
  return new Map(groups.map(({ value, count }) => [value ?? "", count]));
}

/** What can be done with the stages and reasons of a pipeline, each with a way back. */
export function useFunnelActs(object: ObjectMeta, funnel: Rec) {
  const { t } = useTranslation();
  const takeBack = useTakeBack();
  const renew = async () => {
    await Promise.all([invalidateObject(STAGE), invalidateObject(REASON)]);
  };
  const command = async (name: string, input: Record<string, unknown>, told: string) => {
    try {
      // The pipeline itself does not change by this, so its version never is in the way.
      const { message, change } = await runCommand(object.name, funnel, name, input);
      toast(message ?? told, change ? { undo: takeBack(change, renew) } : {});
    } catch (error) {
      tellRefusal(error);
    }
    await renew();
  };
  const arrange = (kind: "stages" | "reasons", ids: string[]) =>
    command("arrange", { [kind]: ids }, t("funnel.arranged"));
  const add = async (
    kind: "stages" | "reasons",
    values: Record<string, unknown>,
    ids: string[],
    at: number,
  ) => {
    try {
      const name = kind === "stages" ? STAGE : REASON;
      const made = await createRecord(name, values, crypto.randomUUID());
      if (at < ids.length) {
        const order = [...ids.slice(0, at), made.id, ...ids.slice(at)];
        await runCommand(object.name, funnel, "arrange", { [kind]: order });
      }
      await renew();
      return made;
    } catch (error) {
      tellRefusal(error);
      return null;
    }
  };
  return { arrange, add, renew, start: () => command("start", {}, t("funnel.started")) };
}

/** The ids with one of them put before the place of another. */
export function moved(ids: string[], id: string, to: number): string[] {
  const rest = ids.filter((one) => one !== id);
  return [...rest.slice(0, to), id, ...rest.slice(to)];
}
