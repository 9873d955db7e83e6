import { useState } from "react";

interface Kept<T> {
  past: T[];
  now: T;
  future: T[];
}

/** So many steps can be taken back. */
const MOST = 100;

export interface History<T> {
  now: T;
  /** Goes on from here; the same value is no step. */
  go: (next: T) => void;
  /** Begins anew, with nothing to take back. */
  reset: (next: T) => void;
  undo: (() => void) | undefined;
  redo: (() => void) | undefined;
}

/** A value with the way back and forth through its changes. */
export function useHistory<T>(start: T): History<T> {
  const [kept, setKept] = useState<Kept<T>>({ past: [], now: start, future: [] });
  const { past, now, future } = kept;
  const before = past.at(-1);
  const after = future[0];
  return {
    now,
    go: (next) =>
      setKept((old) =>
        next === old.now
          ? old
          : { past: [...old.past, old.now].slice(-MOST), now: next, future: [] },
      ),
    reset: (next) => setKept({ past: [], now: next, future: [] }),
    undo:
      before === undefined
        ? undefined
        : () => setKept({ past: past.slice(0, -1), now: before, future: [now, ...future] }),
    redo:
      after === undefined
        ? undefined
        : () => setKept({ past: [...past, now], now: after, future: future.slice(1) }),
  };
}
