import { type FocusEvent, type RefObject, useEffect, useLayoutEffect, useRef } from "react";

type Typed = HTMLInputElement | HTMLTextAreaElement;

const isTyped = (element: Element | null): element is Typed =>
  element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;

/**
 * Keeps the caret in the field somebody is typing in when the form is arranged anew around him:
 * the field may come to stand elsewhere. Fields are known by `data-field`.
 */
export function useKeepFocus(box: RefObject<HTMLElement | null>) {
  const last = useRef<{ name: string; at: number | null; element: Element } | null>(null);
  useLayoutEffect(() => {
    const held = last.current;
    if (!held || held.element.isConnected || document.activeElement !== document.body) return;
    const found = box.current?.querySelector(
      `[data-field="${held.name}"] :is(input,textarea,select)`,
    );
    if (!(found instanceof HTMLElement)) return;
    found.focus();
    if (isTyped(found) && held.at !== null) found.setSelectionRange(held.at, held.at);
  });
  const note = ({ target }: { target: EventTarget }) => {
    const element = target as HTMLElement;
    const name = element.closest<HTMLElement>("[data-field]")?.dataset.field;
    // Kinds of inputs without a caret answer null.
    last.current = name
      ? { name, element, at: isTyped(element) ? element.selectionStart : null }
      : null;
  };
  const forget = ({ target }: FocusEvent) => {
    if (last.current?.element === target && target.isConnected) last.current = null;
  };
  return { onFocus: note, onKeyUp: note, onBlur: forget };
}

/** Whether to take the focus: only while the form is first drawn, not when it is arranged anew. */
export function useAtFirst(wanted: boolean | undefined): boolean {
  const first = useRef(true);
  useEffect(() => {
    first.current = false;
  }, []);
  return Boolean(wanted) && first.current;
}
