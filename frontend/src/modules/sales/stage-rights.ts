import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "@/api/client";
import { invalidateObject, patchRecord, useList } from "@/api/records";
import type { LinkValue, Rec } from "@/api/types";
import { toast } from "@/kit/toasts";
import { useAlone } from "@/kit/use-alone";
import { type Effect, ROLE } from "@/modules/access/rights";
import { tellRefusal } from "@/platform/save/tell-refusal";
import { STAGE } from "./use-funnel";

/** The lists of roles at a stage; each builds on the one before. */
export const LISTS = ["readers", "editors", "movers"] as const;
/** What a role may at a stage: with each level one list more lets it in. */
export const LEVELS = ["none", "read", "change", "move"] as const;
export type Level = (typeof LEVELS)[number];
type Lists = Partial<Record<(typeof LISTS)[number], string[]>>;

const idsIn = (stage: Rec, list: string) =>
  ((stage[list] as LinkValue[] | null) ?? []).map(({ id }) => id);

const admits = (ids: string[], role: string) => ids.length === 0 || ids.includes(role);

/** What a role may at a stage. */
export function levelOf(stage: Rec, role: string): Level {
  const shut = LISTS.findIndex((list) => !admits(idsIn(stage, list), role));
  return LEVELS[shut < 0 ? LISTS.length : shut] ?? "none";
}

/** The lists that change when a role gets another level; an empty list lets everybody in. */
export function listsFor(stage: Rec, role: string, level: Level, roles: Rec[]): Lists {
  const found: Lists = {};
  const bosses = roles.filter((one) => one.administrator).map(({ id }) => id);
  const others = roles.filter((one) => !one.administrator).map(({ id }) => id);
  for (const [place, list] of LISTS.entries()) {
    const ids = idsIn(stage, list);
    const wanted = LEVELS.indexOf(level) > place;
    if (wanted === admits(ids, role)) continue;
    if (wanted) {
      const next = [...ids, role];
      found[list] = others.every((id) => next.includes(id)) ? [] : next;
    } else {
      const next = (ids.length > 0 ? ids : others).filter((id) => id !== role);
      // Nobody but administrators: an empty list would mean the contrary.
      found[list] = next.length > 0 ? next : bosses;
    }
  }
  return found;
}

/** All roles by name; those of administrators are shut off from nothing. */
export function useRoles() {
  const list = useList(ROLE, { limit: 200, fields: ["*"], sort: "name" });
  return list.data?.pages.flatMap((page) => page.items) ?? [];
}

interface Wish {
  stage: Rec;
  lists: Lists;
  effect: Effect;
}

/** Gives roles other levels at stages; who gains and who loses is asked before it is written. */
export function useStageRights() {
  const { t } = useTranslation();
  const alone = useAlone();
  const [wish, setWish] = useState<Wish | null>(null);
  const [saving, setSaving] = useState(false);
  const write = async ({ stage, lists }: Pick<Wish, "stage" | "lists">) => {
    const before: Lists = {};
    for (const list of LISTS) if (lists[list]) before[list] = idsIn(stage, list);
    try {
      const next = await patchRecord(STAGE, stage.id, stage.version, lists);
      const undo = () =>
        patchRecord(STAGE, stage.id, next.version, before)
          .catch(tellRefusal)
          .then(() => invalidateObject(STAGE));
      toast(t("funnel.rights_saved", { name: String(stage.name) }), { undo });
    } catch (error) {
      tellRefusal(error);
    }
    await invalidateObject(STAGE);
  };
  const give = (stage: Rec, role: string, level: Level, roles: Rec[]) =>
    alone(async () => {
      const lists = listsFor(stage, role, level, roles);
      if (Object.keys(lists).length === 0) return;
      try {
        const body = { stage: stage.id, ...lists };
        const effect = await ask<Effect>("/rights/stage", { method: "POST", body });
        if (effect.people.count > 0) setWish({ stage, lists, effect });
        else await write({ stage, lists });
      } catch (error) {
        tellRefusal(error);
      }
    });
  const confirm = () =>
    alone(async () => {
      if (!wish) return;
      setSaving(true);
      await write(wish);
      setSaving(false);
      setWish(null);
    });
  return { give, wish, saving, confirm, cancel: () => setWish(null) };
}
