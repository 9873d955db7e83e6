import { useCallback, useEffect, useRef, useState } from "react";
import type { Rec } from "@/api/types";

/** Chosen rows: by name, or everything the filter finds. */
export interface RowSelection {
  ids: ReadonlySet<string>;
  all: boolean;
  has: (id: string) => boolean;
  toggle: (index: number, range: boolean) => void;
  /** All loaded rows, or none when all are chosen already. */
  toggleLoaded: () => void;
  selectAll: () => void;
  clear: () => void;
  /** How many; of all rows the given total. */
  count: (total: number) => number;
  state: (rows: number) => "all" | "some" | "none";
}

const NONE: ReadonlySet<string> = new Set();

/** Selection of a list's rows; a new question (`key`) begins with none. */
export function useSelection(rows: Rec[], key: string): RowSelection {
  const [ids, setIds] = useState<ReadonlySet<string>>(NONE);
  const [all, setAll] = useState(false);
  const anchor = useRef(0);
  const latest = useRef(rows);
  latest.current = rows;
  const clear = useCallback(() => {
    setIds(NONE);
    setAll(false);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question ends the selection
  useEffect(() => clear(), [key, clear]);

  const toggle = (index: number, range: boolean) => {
    const from = range ? anchor.current : index;
    const [low, high] = from < index ? [from, index] : [index, from];
    const touched = latest.current.slice(low, high + 1).map((row) => row.id);
    const own = latest.current[index]?.id ?? "";
    const loaded = new Set(latest.current.map((row) => row.id));
    setIds((old) => {
      const next = new Set(all ? loaded : old);
      const on = range || !next.has(own);
      for (const id of touched) on ? next.add(id) : next.delete(id);
      return next;
    });
    setAll(false);
    if (!range) anchor.current = index;
  };
  const toggleLoaded = () => {
    if (all || (ids.size > 0 && ids.size === rows.length)) clear();
    else setIds(new Set(rows.map((row) => row.id)));
  };
  return {
    ids,
    all,
    has: (id) => all || ids.has(id),
    toggle,
    toggleLoaded,
    selectAll: () => setAll(true),
    clear,
    count: (total) => (all ? total : ids.size),
    state: (loaded) => {
      if (all || (loaded > 0 && ids.size === loaded)) return "all";
      return ids.size > 0 ? "some" : "none";
    },
  };
}
