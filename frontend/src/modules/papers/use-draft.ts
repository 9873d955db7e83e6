import { useEffect, useRef, useState } from "react";
import { useMeta } from "@/api/meta";
import type { ObjectMeta, Rec } from "@/api/types";
import { typedOver } from "./followed";
import { changesOf, type Draft, draftOf, type Line, moved } from "./paper";

/** How often what is typed is kept on this device, in milliseconds. */
const KEEP_EVERY = 2000;

/** What the draft began from; a save is made under this version. */
interface Basis {
  draft: Draft;
  /** 0 for a new offer. */
  version: number;
}

interface Kept {
  draft: Draft;
  basis: Basis;
  once: string;
  at: string;
}

export interface PaperDraft extends Draft {
  basis: Basis;
  /** What is typed, as one value; another object after every change. */
  now: Draft;
  dirty: boolean;
  /** Key of the intended creation: a repeated save makes no second offer. */
  once: string;
  /** When the draft was last kept on this device; null while nothing is unsaved. */
  keptAt: string | null;
  /** Values came back from a draft that was not saved. */
  restored: boolean;
  /** Texts that cannot be read as values, by place. */
  unread: Record<string, string>;
  set: (name: string, value: unknown, problem?: string) => void;
  setLine: (id: string, name: string, value: unknown, problem?: string) => void;
  insert: (line: Line, after?: string) => void;
  remove: (id: string) => void;
  move: (id: string, by: number) => void;
  /** Puts other lines in the place of all there are. */
  setLines: (lines: Line[]) => void;
  /** Takes over what the server has; what was typed after `sent` stays typed. */
  rebase: (record: Rec, sent?: Draft) => void;
  discard: () => void;
}

function read(place: string): Kept | null {
  const text = localStorage.getItem(place);
  return text ? (JSON.parse(text) as Kept) : null;
}

/** Keeps the draft every two seconds and when the page is left; answers when it was kept last. */
function useKeeping(place: string, kept: Omit<Kept, "at">, dirty: boolean) {
  const [at, setAt] = useState<string | null>(() => read(place)?.at ?? null);
  const newest = useRef({ kept, dirty });
  newest.current = { kept, dirty };
  useEffect(() => {
    let last: Draft | null = null;
    const keep = () => {
      const { kept: now, dirty: unsaved } = newest.current;
      if (!unsaved || now.draft === last) return;
      last = now.draft;
      const moment = new Date().toISOString();
      localStorage.setItem(place, JSON.stringify({ ...now, at: moment } satisfies Kept));
      setAt(moment);
    };
    const timer = setInterval(keep, KEEP_EVERY);
    window.addEventListener("pagehide", keep);
    return () => {
      clearInterval(timer);
      window.removeEventListener("pagehide", keep);
      keep();
    };
  }, [place]);
  const forget = () => {
    localStorage.removeItem(place);
    newest.current = { ...newest.current, dirty: false };
    setAt(null);
  };
  return { at, forget };
}

interface Options {
  object: ObjectMeta;
  /** Id of the offer, or "new". */
  id: string;
  base: Draft;
  version: number;
  /** Begins anew, whatever was kept. */
  fresh: boolean;
}

/** What is typed into an offer, kept on this device until it is saved or thrown away. */
export function useDraft({ object, id, base, version, fresh }: Options): PaperDraft {
  const place = `kartei.offer.${useMeta().user.id}.${id}`;
  const [kept] = useState(() => (fresh ? null : read(place)));
  const [basis, setBasis] = useState<Basis>(kept?.basis ?? { draft: base, version });
  const [draft, setDraft] = useState<Draft>(kept?.draft ?? base);
  const [once] = useState(() => kept?.once ?? crypto.randomUUID());
  const [restored, setRestored] = useState(kept !== null);
  const [unread, setUnread] = useState<Record<string, string>>({});
  const dirty = Object.keys(changesOf(object, basis.draft, draft)).length > 0;
  const keeping = useKeeping(place, { draft, basis, once }, dirty);

  const note = (where: string, problem?: string) =>
    setUnread(({ [where]: _, ...rest }) => (problem ? { ...rest, [where]: problem } : rest));
  const lines = (change: (old: Line[]) => Line[]) =>
    setDraft((old) => ({ ...old, lines: change(old.lines) }));
  const forget = () => {
    keeping.forget();
    setRestored(false);
    setUnread({});
  };
  return {
    ...draft,
    now: draft,
    basis,
    dirty,
    once,
    keptAt: dirty ? keeping.at : null,
    restored: restored && dirty,
    unread,
    set: (name, value, problem) => {
      note(name, problem);
      if (!problem) setDraft((old) => ({ ...old, values: typedOver(old.values, name, value) }));
    },
    setLine: (line, name, value, problem) => {
      note(`${line}.${name}`, problem);
      if (problem) return;
      lines((old) => old.map((one) => (one.id === line ? typedOver(one, name, value) : one)));
    },
    insert: (line, after) =>
      lines((old) => {
        const at = after ? old.findIndex((one) => one.id === after) + 1 : old.length;
        return old.toSpliced(at, 0, line);
      }),
    setLines: (next) => lines(() => next),
    remove: (line) => lines((old) => old.filter((one) => one.id !== line)),
    move: (line, by) =>
      lines((old) => {
        const from = old.findIndex((one) => one.id === line);
        return moved(old, from, from + by);
      }),
    rebase: (record, sent) => {
      const next = draftOf(object, record);
      forget();
      setBasis({ draft: next, version: record.version });
      setDraft((now) => (sent && now !== sent ? now : next));
    },
    discard: () => {
      forget();
      setDraft(basis.draft);
    },
  };
}
