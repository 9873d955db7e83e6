import { useSyncExternalStore } from "react";

export interface Toast {
  id: number;
  text: string;
  tone: "normal" | "error";
  /** Takes the change back; the toast stays ten seconds and Ctrl Z calls it. */
  undo?: (() => Promise<unknown> | undefined) | undefined;
  /** Another way on, e.g. "Open". */
  action?: { label: string; run: () => void } | undefined;
}

/** How long a toast stays, in milliseconds; with something to press longer. */
const STAY = { plain: 5_000, acting: 10_000 };
const MOST = 3;

let shown: readonly Toast[] = [];
let counter = 0;
const listeners = new Set<() => void>();

function show(next: readonly Toast[]): void {
  shown = next;
  for (const listener of listeners) listener();
}

export function dismissToast(id: number): void {
  show(shown.filter((toast) => toast.id !== id));
}

/** Tells what has happened; with `undo` the user can take it back. */
export function toast(text: string, options: Partial<Omit<Toast, "id" | "text">> = {}): void {
  counter += 1;
  const id = counter;
  const made: Toast = { tone: "normal", ...options, id, text };
  show([...shown, made].slice(-MOST));
  const stay =
    options.undo || options.action || options.tone === "error" ? STAY.acting : STAY.plain;
  setTimeout(() => dismissToast(id), stay);
}

/** Takes back the newest change that still can be; false when there is none. */
export function undoLatest(): boolean {
  const latest = shown.findLast((one) => one.undo);
  if (!latest?.undo) return false;
  dismissToast(latest.id);
  void latest.undo();
  return true;
}

export function useToasts(): readonly Toast[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shown,
  );
}
