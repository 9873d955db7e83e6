import {
  draggable,
  dropTargetForElements,
  monitorForElements,
} from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { autoScrollForElements } from "@atlaskit/pragmatic-drag-and-drop-auto-scroll/element";

/** Dragging by mouse. Loaded after the board is drawn: nobody drags in the first moment. */

type Undo = () => void;

/** Lets a card be dragged; everything droppable knows it by its id. */
export function card(element: HTMLElement, id: string): Undo {
  return draggable({ element, getInitialData: () => ({ id }) });
}

/** Lets something take cards; its `data-place`, which may change, says what a drop there means. */
export function place(element: HTMLElement): Undo {
  return dropTargetForElements({ element, getData: () => ({ place: element.dataset.place }) });
}

/** Lets the board scroll while a card is held at its edge. */
export function scroller(element: HTMLElement): Undo {
  return autoScrollForElements({ element });
}

export interface DragHandlers {
  onStart: (id: string) => void;
  onOver: (place: string | null) => void;
  onDrop: (id: string, place: string | null) => void;
}

export function watch({ onStart, onOver, onDrop }: DragHandlers): Undo {
  const named = (targets: { data: Record<string | symbol, unknown> }[]) =>
    targets[0] ? String(targets[0].data.place) : null;
  return monitorForElements({
    onDragStart: ({ source }) => onStart(String(source.data.id)),
    onDropTargetChange: ({ location }) => onOver(named(location.current.dropTargets)),
    onDrop: ({ source, location }) =>
      onDrop(String(source.data.id), named(location.current.dropTargets)),
  });
}
