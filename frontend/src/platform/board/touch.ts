import type { DragHandlers } from "./dragging";

/** A finger rests this long before it drags, in milliseconds; before that it scrolls. */
const HOLD = 300;
/** A finger that moves further meanwhile is scrolling, in pixels. */
const SLACK = 8;
/** Distance from the edge within which the board scrolls, and its step per picture, in pixels. */
const EDGE = 48;
const STEP = 9;

interface Held {
  id: string;
  element: HTMLElement;
  copy: HTMLElement;
  dx: number;
  dy: number;
  x: number;
  y: number;
  place: string | null;
}

function copyOf(element: HTMLElement): HTMLElement {
  const box = element.getBoundingClientRect();
  const copy = element.cloneNode(true) as HTMLElement;
  copy.classList.add("lift");
  Object.assign(copy.style, {
    position: "fixed",
    left: `${box.left}px`,
    top: `${box.top}px`,
    width: `${box.width}px`,
    pointerEvents: "none",
    zIndex: "60",
  });
  document.body.append(copy);
  return copy;
}

const placeAt = (x: number, y: number) =>
  document.elementFromPoint(x, y)?.closest<HTMLElement>("[data-place]")?.dataset.place ?? null;

/**
 * Dragging by finger: a card is lifted after a short hold, so that scrolling always works. Cards are
 * found by `data-card`, places by `data-place`. The answer ends it.
 */
export function touchDragging(board: HTMLElement, handlers: DragHandlers): () => void {
  let held: Held | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let start = { x: 0, y: 0 };

  const lift = (element: HTMLElement, x: number, y: number) => {
    const id = element.dataset.card ?? "";
    held = { id, element, copy: copyOf(element), dx: x, dy: y, x, y, place: null };
    // Lanes that snap would not let the board scroll under the finger.
    board.style.scrollSnapType = "none";
    navigator.vibrate?.(10);
    handlers.onStart(id);
    requestAnimationFrame(scroll);
  };
  const scroll = () => {
    if (!held) return;
    const box = board.getBoundingClientRect();
    if (held.x < box.left + EDGE) board.scrollBy({ left: -STEP });
    if (held.x > box.right - EDGE) board.scrollBy({ left: STEP });
    if (held.y < box.top + EDGE) board.scrollBy({ top: -STEP });
    if (held.y > box.bottom - EDGE) board.scrollBy({ top: STEP });
    requestAnimationFrame(scroll);
  };
  const end = (place: string | null) => {
    clearTimeout(timer);
    if (!held) return;
    const { id, copy } = held;
    copy.remove();
    board.style.scrollSnapType = "";
    held = null;
    handlers.onDrop(id, place);
  };
  const onStart = (event: TouchEvent) => {
    clearTimeout(timer);
    const [touch] = event.touches;
    const card = (event.target as Element).closest<HTMLElement>("[data-card]");
    if (!touch || event.touches.length > 1 || !card) return end(null);
    start = { x: touch.clientX, y: touch.clientY };
    timer = setTimeout(() => lift(card, start.x, start.y), HOLD);
  };
  const onMove = (event: TouchEvent) => {
    const [touch] = event.touches;
    if (!touch) return;
    const { clientX: x, clientY: y } = touch;
    if (!held) {
      if (Math.hypot(x - start.x, y - start.y) > SLACK) clearTimeout(timer);
      return;
    }
    event.preventDefault();
    held.x = x;
    held.y = y;
    held.copy.style.transform = `translate(${x - held.dx}px, ${y - held.dy}px)`;
    const place = placeAt(x, y);
    if (place !== held.place) handlers.onOver(place);
    held.place = place;
  };
  const onEnd = () => end(held?.place ?? null);
  const onCancel = () => end(null);
  // A long press would open the menu of the link inside.
  const onMenu = (event: Event) => held && event.preventDefault();

  board.addEventListener("touchstart", onStart, { passive: true });
  board.addEventListener("touchmove", onMove, { passive: false });
  board.addEventListener("touchend", onEnd);
  board.addEventListener("touchcancel", onCancel);
  board.addEventListener("contextmenu", onMenu);
  return () => {
    end(null);
    board.removeEventListener("touchstart", onStart);
    board.removeEventListener("touchmove", onMove);
    board.removeEventListener("touchend", onEnd);
    board.removeEventListener("touchcancel", onCancel);
    board.removeEventListener("contextmenu", onMenu);
  };
}
