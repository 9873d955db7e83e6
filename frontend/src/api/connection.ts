import { useSyncExternalStore } from "react";

/** Whether the server answered when it was last asked, whatever it said. */
let reached = true;
const listeners = new Set<() => void>();

/** Told by every call and by the stream of events. */
export function noteReached(now: boolean): void {
  if (now === reached) return;
  reached = now;
  for (const listener of listeners) listener();
}

/** The browser knows of a lost network before anybody asks. */
export function startConnection(): void {
  window.addEventListener("offline", () => noteReached(false));
  window.addEventListener("online", () => noteReached(true));
}

export function useReached(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => reached,
  );
}
