import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useMeta } from "@/api/meta";
import { ApiProblem } from "@/api/problem";
import { invalidateObject, patchRecord } from "@/api/records";
import type { Rec } from "@/api/types";
import { tellRefusal } from "@/platform/save/tell-refusal";
import { changesOf, type Effect, previewRole, ROLE, type Role, roleOf } from "./rights";

interface Basis {
  role: Role;
  version: number;
}

interface Kept {
  draft: Role;
  basis: Basis;
}

function read(place: string): Kept | null {
  const text = localStorage.getItem(place);
  return text ? (JSON.parse(text) as Kept) : null;
}

export interface RoleDraft {
  draft: Role;
  saved: Role;
  change: (part: Partial<Role>) => void;
  dirty: boolean;
  saving: boolean;
  /** Who gains and loses, when anybody does: asks before it is written. */
  effect: Effect | null;
  /** What somebody else has saved meanwhile. */
  clash: Rec | null;
  save: () => void;
  confirm: () => void;
  cancel: () => void;
  resolve: (mine: boolean) => void;
  discard: () => void;
}

/**
 * A role being edited. It is a document: kept on this device until it is saved as a whole, weighed
 * before it is written, and never written over somebody else's change unasked.
 */
export function useRole(record: Rec, onSaved: (undo: () => Promise<unknown>) => void): RoleDraft {
  const place = `kartei.role.${useMeta().user.id}.${record.id}`;
  const [kept] = useState(() => read(place));
  const fresh: Basis = { role: roleOf(record), version: record.version };
  const [basis, setBasis] = useState<Basis>(kept?.basis ?? fresh);
  const [draft, setDraft] = useState<Role>(kept?.draft ?? fresh.role);
  const [effect, setEffect] = useState<Effect | null>(null);
  const [clash, setClash] = useState<Rec | null>(null);
  const changes = changesOf(basis.role, draft);
  const dirty = Object.keys(changes).length > 0;
  const text = dirty ? JSON.stringify({ draft, basis } satisfies Kept) : "";
  useEffect(() => {
    if (text) localStorage.setItem(place, text);
    else localStorage.removeItem(place);
  }, [place, text]);
  // Another's change is taken over at once where nothing is being edited here.
  if (!dirty && record.version > basis.version) {
    setBasis(fresh);
    setDraft(fresh.role);
  }

  const adopt = (next: Rec) => {
    setBasis({ role: roleOf(next), version: next.version });
    setDraft(roleOf(next));
  };
  const writing = useMutation({
    mutationFn: (version: number) => patchRecord(ROLE, record.id, version, changes),
    onSuccess: (next) => {
      const names = Object.keys(changes) as (keyof Role)[];
      const before = Object.fromEntries(names.map((name) => [name, basis.role[name]]));
      setEffect(null);
      adopt(next);
      // the history beside it tells of this change, too
      void invalidateObject(ROLE, record.id);
      onSaved(() => patchRecord(ROLE, record.id, next.version, before).catch(tellRefusal));
    },
    onError: (error) => {
      setEffect(null);
      if (error instanceof ApiProblem && error.status === 412 && error.current)
        setClash(error.current as Rec);
      else tellRefusal(error);
    },
  });
  const weighing = useMutation({
    mutationFn: () => previewRole({ role: record.id, ...changes }),
    onSuccess: (found) =>
      found.people.count > 0 ? setEffect(found) : writing.mutate(basis.version),
    onError: tellRefusal,
  });
  const saving = writing.isPending || weighing.isPending;
  return {
    draft,
    saved: basis.role,
    change: (part) => setDraft((old) => ({ ...old, ...part })),
    dirty,
    saving,
    effect,
    clash,
    save: () => {
      if (dirty && !saving) weighing.mutate();
    },
    confirm: () => {
      if (!writing.isPending) writing.mutate(basis.version);
    },
    cancel: () => setEffect(null),
    resolve: (mine) => {
      if (!clash) return;
      setClash(null);
      if (mine) {
        setBasis({ role: basis.role, version: clash.version });
        writing.mutate(clash.version);
      } else adopt(clash);
    },
    discard: () => setDraft(basis.role),
  };
}
