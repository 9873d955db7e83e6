import { useSyncExternalStore } from "react";
import type { Field } from "@/api/types";

/** One field that two people have changed; the open dialog asks which value stays. */
export interface Conflict {
  field: Field;
  mine: unknown;
  theirs: unknown;
}

export interface OpenConflict extends Conflict {
  /** True: mine stays. */
  answer: (mine: boolean) => void;
}

let open: OpenConflict | null = null;
const listeners = new Set<() => void>();

function set(next: OpenConflict | null): void {
  open = next;
  for (const listener of listeners) listener();
}

/** Asks the user; true when his own value is to be saved over the other. */
export function askConflict(conflict: Conflict): Promise<boolean> {
  return new Promise((done) => {
    const answer = (mine: boolean) => {
      set(null);
      done(mine);
    };
    set({ ...conflict, answer });
  });
}

export function useConflict(): OpenConflict | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => open,
  );
}
