import { useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldOf, reloadMeta, useObject } from "@/api/meta";
import { ApiProblem } from "@/api/problem";
import { createRecord, deleteRecord, invalidateObject, patchRecord } from "@/api/records";
import type { Rec } from "@/api/types";
import { toast } from "@/kit/toasts";
import { useAlone } from "@/kit/use-alone";
import { askConflict } from "../save/conflicts";
import { tellRefusal } from "../save/tell-refusal";
import type { AnyDefinition } from "./definition";
import { LAYOUT } from "./layout-api";

interface Props {
  object: string;
  place: string;
  role: string;
  /** The saved layout as it was when the arranging began; none yet otherwise. */
  begun: Rec | undefined;
  /** Hears what is saved now; with another's definition when his stays. */
  onSaved: (record: Rec | undefined, theirs?: AnyDefinition) => void;
}

/** Publishes a layout; when another has saved his meanwhile, the user decides which stays. */
export function useSaving({ object, place, role, begun, onSaved }: Props) {
  const { t } = useTranslation();
  const meta = useObject(LAYOUT);
  const alone = useAlone();
  const [once, setOnce] = useState(() => crypto.randomUUID());

  const write = async (definition: AnyDefinition): Promise<void> => {
    const made = { object, place, definition, ...(role ? { role } : {}) };
    const record = begun
      ? await patchRecord(LAYOUT, begun.id, begun.version, { definition })
      : await createRecord(LAYOUT, made, once);
    await finish(record);
  };
  const finish = async (record: Rec | undefined, theirs?: AnyDefinition) => {
    setOnce(crypto.randomUUID());
    await Promise.all([reloadMeta(), invalidateObject(LAYOUT)]);
    onSaved(record, theirs);
    toast(t("layouts.saved"));
  };
  const decide = async (definition: AnyDefinition, current: Rec): Promise<void> => {
    const field = meta && fieldOf(meta, "definition");
    const theirs = current.definition as AnyDefinition;
    const mine = field && (await askConflict({ field, mine: definition, theirs }));
    if (!mine) return onSaved(current, theirs);
    const record = await patchRecord(LAYOUT, current.id, current.version, { definition });
    await finish(record);
  };
  const save = async (definition: AnyDefinition) => {
    try {
      await write(definition);
    } catch (error) {
      const stale = error instanceof ApiProblem && error.status === 412 && error.current;
      if (stale) await decide(definition, error.current as Rec).catch(tellRefusal);
      else tellRefusal(error);
    }
  };
  const restore = async () => {
    if (!begun) return;
    try {
      await deleteRecord(LAYOUT, begun.id, begun.version);
      await reloadMeta();
      onSaved(undefined);
      toast(t("layouts.standard_done"));
    } catch (error) {
      tellRefusal(error);
    }
  };
  return {
    save: (definition: AnyDefinition) => void alone(() => save(definition)),
    restore: () => void alone(restore),
  };
}
