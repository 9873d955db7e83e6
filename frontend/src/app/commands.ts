import { useEffect, useRef, useSyncExternalStore } from "react";
import { isInOverlay, isPressable, isTyping, strokeOf } from "./strokes";

/** One thing a user can do. Menus, toolbars, the palette and the keyboard all draw from these. */
export interface Command {
  id: string;
  label: string;
  icon?: string | undefined;
  /** "j", "ctrl+k", "shift+enter", or a sequence "c k"; several alternatives as a list. */
  shortcut?: string | string[] | undefined;
  /** Heading under which the list of keys shows it. */
  group?: string | undefined;
  /** Short text for the status line, where the screen's main keys stand. */
  hint?: string | undefined;
  /** Keys printed with the hint where several belong together: "j k". */
  hintKeys?: string | undefined;
  /** Whether it can run now; absent means always. */
  when?: (() => boolean) | undefined;
  run: () => unknown;
  /** Moves around a screen and the like: works by key but is not offered in the palette. */
  keyOnly?: boolean;
  /** Works while a text field has the focus; never for plain letters. */
  inFields?: boolean;
}

const LETTERS_OFF = "kartei.letterkeys";

type Holder = { current: Command[] };
const holders = new Set<Holder>();
const listeners = new Set<() => void>();
let snapshot: Command[] = [];
let pending = "";
let pendingShown = "";

const offered = () => [...holders].flatMap((holder) => holder.current);

/** The command as it was last drawn: what it does depends on the state of its screen. */
const latest = (id: string) => offered().findLast((one) => one.id === id);

function publish(): void {
  snapshot = offered().map((one) => ({
    ...one,
    when: () => latest(one.id)?.when?.() ?? true,
    run: () => latest(one.id)?.run(),
  }));
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const signature = (commands: Command[]) =>
  commands.map((one) => `${one.id}|${one.label}|${one.shortcut}|${one.hint}`).join("\n");

/** Offers commands while the calling part is on the screen; the latest offered wins a key. */
export function useCommands(commands: Command[]): void {
  const holder = useRef<Command[]>(commands);
  holder.current = commands;
  const known = signature(commands);
  useEffect(() => {
    holders.add(holder);
    return () => {
      holders.delete(holder);
      publish();
    };
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed signature is what must be published
  useEffect(() => publish(), [known]);
}

/** Every command offered now; those that cannot run are left out by the reader (`isAvailable`). */
export function useAllCommands(): Command[] {
  return useSyncExternalStore(subscribe, () => snapshot);
}

/** First keys of a sequence that has begun ("c"), shown in the status line; empty otherwise. */
export function usePendingKeys(): string {
  return useSyncExternalStore(subscribe, () => pendingShown);
}

export function isAvailable(command: Command): boolean {
  return command.when?.() ?? true;
}

export function shortcutsOf(command: Command): string[] {
  const given = command.shortcut;
  return given === undefined ? [] : Array.isArray(given) ? given : [given];
}

export function lettersEnabled(): boolean {
  return localStorage.getItem(LETTERS_OFF) !== "off";
}

/** Switches plain letter keys on or off (WCAG 2.1.4). */
export function enableLetters(on: boolean): void {
  localStorage.setItem(LETTERS_OFF, on ? "on" : "off");
  publish();
}

function setPending(value: string): void {
  pending = value;
  pendingShown = value;
  for (const listener of listeners) listener();
}

/** Keys with which text is edited stay with the text field. */
const EDITING = /^ctrl\+(shift\+)?[acvxyz]$/;
const isPlain = (stroke: string) => !/^(ctrl|alt)\+|^f\d+$/.test(stroke);

function usable(command: Command, stroke: string, event: KeyboardEvent): boolean {
  if (isPlain(stroke) && !command.inFields) {
    if (isTyping(event.target) || isInOverlay(event.target)) return false;
    if (stroke.length === 1 && !lettersEnabled()) return false;
  }
  if (EDITING.test(stroke) && isTyping(event.target)) return false;
  if (/^(shift\+)?enter$/.test(stroke) && isPressable(event.target)) return false;
  return isAvailable(command);
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  if (/^(shift|control|alt|meta)$/i.test(event.key)) return;
  const stroke = strokeOf(event);
  const whole = pending ? `${pending} ${stroke}` : stroke;
  if (whole.endsWith(" escape")) {
    setPending("");
    return;
  }
  const commands = offered();
  const found = commands.findLast(
    (one) => shortcutsOf(one).includes(whole) && usable(one, stroke, event),
  );
  if (found) {
    event.preventDefault();
    if (pending) setPending("");
    found.run();
    return;
  }
  const begins = commands.some((one) =>
    shortcutsOf(one).some((keys) => keys.startsWith(`${whole} `) && usable(one, stroke, event)),
  );
  if (begins) {
    event.preventDefault();
    setPending(whole);
  } else if (pending) setPending("");
}

/** Listens to the keyboard; called once at the start. Sequences have no upper speed limit. */
export function startKeys(): void {
  window.addEventListener("keydown", onKey);
}
