/**
 * Key presses as text: "ctrl+k", "alt+arrowup", "shift+enter", "j", "?".
 * Latin letters go by what is printed on the key, so QWERTZ is right; on another script they go by
 * position, so the key of J works while a Russian layout is on.
 */
export function strokeOf(event: KeyboardEvent): string {
  const key = keyOf(event);
  const printable = key.length === 1;
  const parts = [
    event.ctrlKey || event.metaKey ? "ctrl" : "",
    event.altKey ? "alt" : "",
    event.shiftKey && (!printable || /[a-z]/.test(key)) ? "shift" : "",
    key,
  ];
  return parts.filter(Boolean).join("+");
}

function keyOf(event: KeyboardEvent): string {
  const key = event.key.toLowerCase();
  const position = /^Key([A-Z])$/.exec(event.code)?.[1];
  const foreign = key.length === 1 && /\p{L}/u.test(key) && !/[a-z]/.test(key);
  return foreign && position ? position.toLowerCase() : key;
}

/** True while typing: no letter key may act then. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLInputElement) return !/^(checkbox|radio|button)$/.test(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** True on what Enter presses by itself. */
export function isPressable(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("button,a,summary,[role=button]") !== null;
}

/** True inside a part that has keys of its own: an open menu, a list to choose from, a modal window. */
export function isInOverlay(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('[role="menu"],[role="listbox"],[role="dialog"],[role="alertdialog"],dialog') !==
      null
  );
}

const PRINTED: Record<string, string> = {
  arrowup: "↑",
  arrowdown: "↓",
  arrowleft: "←",
  arrowright: "→",
  escape: "Esc",
  enter: "Enter",
  shift: "⇧",
  pagedown: "PgDn",
  pageup: "PgUp",
  delete: "Del",
  insert: "Ins",
  alt: "Alt",
};

/** A stroke or a sequence as it is printed beside a command: "Ctrl K", "C, K". */
export function printStroke(shortcut: string, language: string): string {
  const ctrl = language === "de" ? "Strg" : "Ctrl";
  return shortcut
    .split(" ")
    .map((stroke) =>
      stroke
        .split("+")
        .map((part) => (part === "ctrl" ? ctrl : (PRINTED[part] ?? part.toUpperCase())))
        .join(" "),
    )
    .join(", ");
}
