import { type RefObject, useLayoutEffect, useState } from "react";
import { BOX, type GridColumn, NARROWEST } from "./model";

/** Columns nobody has drawn may shrink to this part of their width before the table scrolls. */
const LEAST = 0.76;

/** Widths that fill the room: columns give way together; drawn ones keep what was drawn. */
export function fittedWidths<Row>(columns: GridColumn<Row>[], room: number): number[] {
  const sum = (list: GridColumn<Row>[]) => list.reduce((total, one) => total + one.width, 0);
  const drawn = sum(columns.filter((column) => column.drawn));
  const free = sum(columns) - drawn;
  const share = free > 0 ? (room - BOX - drawn) / free : 1;
  const factor = room > 0 ? Math.min(1, Math.max(LEAST, share)) : 1;
  return columns.map((column) =>
    column.drawn ? column.width : Math.max(NARROWEST, Math.floor(column.width * factor)),
  );
}

/** Width of the visible part of an element, in pixels, as it changes. */
export function useRoom(frame: RefObject<HTMLElement | null>): number {
  const [room, setRoom] = useState(0);
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setRoom(element.clientWidth));
    observer.observe(element);
    setRoom(element.clientWidth);
    return () => observer.disconnect();
  }, [frame]);
  return room;
}
