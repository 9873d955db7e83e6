import { useEffect, useSyncExternalStore } from "react";

/** Riders: the open lists and records, as tabs on the cards. Kept per user in this browser. */
export interface Rider {
  /** Address without the question: one rider per list or record. */
  key: string;
  /** Whole address, so that coming back shows the same state. */
  href: string;
  title: string;
  icon: string;
  /** A draft waits in it. */
  dirty?: boolean;
}

const MOST = 12;
let place = "";
let riders: readonly Rider[] = [];
const listeners = new Set<() => void>();

function keep(next: readonly Rider[]): void {
  riders = next;
  if (place) localStorage.setItem(place, JSON.stringify(next));
  for (const listener of listeners) listener();
}

/** Brings back the riders of a user; called when he is known. */
export function openRiders(user: string): void {
  const next = `kartei.riders.${user}`;
  if (next === place) return;
  if (place) riders = [];
  place = next;
  const text = localStorage.getItem(place);
  const kept = text ? (JSON.parse(text) as Rider[]) : [];
  // The screen in the address may have put its rider before the user was known.
  const early = riders.filter((one) => !kept.some((other) => other.key === one.key));
  keep([...kept, ...early].slice(-MOST));
}

function same(one: Rider, other: Rider): boolean {
  return (
    one.href === other.href &&
    one.title === other.title &&
    one.icon === other.icon &&
    Boolean(one.dirty) === Boolean(other.dirty)
  );
}

function put(rider: Rider): void {
  const at = riders.findIndex((one) => one.key === rider.key);
  const old = riders[at];
  if (old && same(old, rider)) return;
  if (old) keep(riders.with(at, rider));
  else keep([...riders, rider].slice(-MOST));
}

/** Takes a rider away; answers the neighbour to show instead. */
export function closeRider(key: string): Rider | undefined {
  const at = riders.findIndex((one) => one.key === key);
  if (at < 0) return undefined;
  keep(riders.toSpliced(at, 1));
  return riders[at] ?? riders[at - 1];
}

/** Shows the calling screen as a rider; null while its title is not known yet. */
export function useRider(rider: Rider | null): void {
  const text = rider && JSON.stringify(rider);
  useEffect(() => {
    if (text) put(JSON.parse(text) as Rider);
  }, [text]);
}

export function useRiders(): readonly Rider[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => riders,
  );
}
