import { type RefObject, useEffect, useRef, useState } from "react";

/** What is being dragged and over which place. */
export interface Dragging {
  id: string;
  place: string | null;
}

/** Wires cards (`data-card`) and places (`data-place`) of one lane or strip as they come and go. */
function wire(
  root: HTMLElement,
  name: "card" | "place",
  make: (element: HTMLElement, value: string) => () => void,
): () => void {
  const known = new Map<HTMLElement, () => void>();
  const look = () => {
    const now = new Set(root.querySelectorAll<HTMLElement>(`[data-${name}]`));
    for (const [element, undo] of known)
      if (!now.has(element)) {
        undo();
        known.delete(element);
      }
    for (const element of now)
      if (!known.has(element)) known.set(element, make(element, element.dataset[name] ?? ""));
  };
  look();
  const watcher = new MutationObserver(look);
  watcher.observe(root, { childList: true, subtree: true });
  return () => {
    watcher.disconnect();
    for (const undo of known.values()) undo();
  };
}

/** By finger on a touch screen, else by mouse; the parts for it come after the board is drawn. */
export function useDragging(
  root: RefObject<HTMLElement | null>,
  board: RefObject<HTMLElement | null>,
  enabled: boolean,
  onDrop: (id: string, place: string) => void,
): Dragging | null {
  const [dragging, setDragging] = useState<Dragging | null>(null);
  const latest = useRef(onDrop);
  latest.current = onDrop;
  useEffect(() => {
    const area = root.current;
    const lanes = board.current;
    if (!enabled || !area || !lanes) return;
    const handlers = {
      onStart: (id: string) => setDragging({ id, place: null }),
      onOver: (place: string | null) => setDragging((old) => old && { ...old, place }),
      onDrop: (id: string, place: string | null) => {
        setDragging(null);
        if (place) latest.current(id, place);
      },
    };
    let undo: (() => void)[] = [];
    let gone = false;
    const begin = async () => {
      if (matchMedia("(pointer: coarse)").matches) {
        const { touchDragging } = await import("./touch");
        if (!gone) undo = [touchDragging(lanes, handlers)];
        return;
      }
      const module = await import("./dragging");
      if (gone) return;
      undo = [
        module.watch(handlers),
        module.scroller(lanes),
        wire(area, "card", module.card),
        wire(area, "place", module.place),
      ];
    };
    void begin();
    return () => {
      gone = true;
      for (const one of undo) one();
    };
  }, [root, board, enabled]);
  return dragging;
}
