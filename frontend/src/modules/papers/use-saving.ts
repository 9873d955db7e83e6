import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ApiProblem } from "@/api/problem";
import { createRecord, patchRecord } from "@/api/records";
import type { ObjectMeta, Rec } from "@/api/types";
import { bodyOf, changesOf, draftOf } from "./paper";
import type { PaperDraft } from "./use-draft";

/** Another's saved changes that stand against one's own. */
export interface Clash {
  current: Rec;
  /** Names of the fields that both have changed. */
  fields: string[];
}

interface Options {
  object: ObjectMeta;
  /** The paper as it was read; null for a new one. */
  record: Rec | null;
  draft: PaperDraft;
  onCreated: (record: Rec) => void;
}

/** Saves a paper when told to; a change by somebody else is shown, never overwritten unasked. */
export function useSaving({ object, record, draft, onCreated }: Options) {
  const [clash, setClash] = useState<Clash | null>(null);
  const write = useMutation({
    mutationFn: (version: number) => {
      const { basis, now, once } = draft;
      if (record)
        return patchRecord(object.name, record.id, version, changesOf(object, basis.draft, now));
      const filled = Object.entries(bodyOf(object, now)).filter(([, value]) => value != null);
      return createRecord(object.name, Object.fromEntries(filled), once);
    },
  });

  const put = async (version: number): Promise<Rec | null> => {
    const sent = draft.now;
    try {
      const saved = await write.mutateAsync(version);
      draft.rebase(saved, sent);
      if (!record) onCreated(saved);
      return saved;
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 412 && error.current) {
        write.reset();
        const mine = changesOf(object, draft.basis.draft, sent);
        const current = error.current as Rec;
        const theirs = changesOf(object, draft.basis.draft, draftOf(object, current));
        setClash({ current, fields: Object.keys(mine).filter((name) => name in theirs) });
      }
      return null;
    }
  };

  /** The saved record, or null when it was refused; the refusal stays in `error`. */
  const save = async (): Promise<Rec | null> => {
    if (record && !draft.dirty) return record;
    if (Object.keys(draft.unread).length > 0 || write.isPending) return null;
    return put(draft.basis.version);
  };

  /** Ends a clash: mine over theirs, or theirs in place of mine. */
  const resolve = async (mine: boolean): Promise<void> => {
    if (!clash) return;
    setClash(null);
    if (mine) await put(clash.current.version);
    else draft.rebase(clash.current);
  };

  return { save, resolve, clash, saving: write.isPending, error: write.error };
}
