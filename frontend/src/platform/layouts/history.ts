import { useRef, useState } from "react";

interface Kept<T> {
  past: T[];
  now: T;
  future: T[];
}

/** So many steps can be taken back. */
const MOST = 100;

export interface History<T> {
  now: T;
  /** The value at this moment, for what is pressed before the newest one has been drawn. */
  latest: () => T;
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
  const newest = useRef(start);
  const keep = (next: Kept<T>) => {
    newest.current = next.now;
    setKept(next);
  };
  const before = past.at(-1);
  const after = future[0];
  return {
    now,
    latest: () => newest.current,
    go: (next) => {
      newest.current = next;
      setKept((old) =>
        next === old.now
          ? old
          : { past: [...old.past, old.now].slice(-MOST), now: next, future: [] },
      );
    },
    reset: (next) => keep({ past: [], now: next, future: [] }),
    undo:
      before === undefined
        ? undefined
        : () => keep({ past: past.slice(0, -1), now: before, future: [now, ...future] }),
    redo:
      after === undefined
        ? undefined
        : () => keep({ past: [...past, now], now: after, future: future.slice(1) }),
  };
}
