import { type RefObject, useLayoutEffect, useState } from "react";
import { BOX, type GridColumn } from "./model";

/** Widths for the room there is: columns that may give way do so together, none below its least. */
export function fittedWidths<Row>(columns: GridColumn<Row>[], room: number): number[] {
  const leastOf = (column: GridColumn<Row>) => Math.min(column.least ?? column.width, column.width);
  const wanted = columns.reduce((total, column) => total + column.width, BOX);
  const least = columns.reduce((total, column) => total + leastOf(column), BOX);
  const share = wanted > least ? (room - least) / (wanted - least) : 1;
  const factor = room > 0 ? Math.min(1, Math.max(0, share)) : 1;
  return columns.map((column) =>
    Math.floor(leastOf(column) + (column.width - leastOf(column)) * factor),
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
