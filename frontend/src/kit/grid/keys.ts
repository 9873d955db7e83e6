import type { KeyboardEvent, RefObject } from "react";
import type { GridProps } from "./model";

/** Rows a movement key goes by, or null for another key. */
function stepOf(event: KeyboardEvent, page: number): number | null {
  if (event.altKey || event.ctrlKey || event.metaKey) return null;
  const steps: Record<string, number> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: page,
    PageUp: -page,
    Home: Number.NEGATIVE_INFINITY,
    End: Number.POSITIVE_INFINITY,
  };
  return steps[event.key] ?? null;
}

function moveRow<Row>(props: GridProps<Row>, step: number, selecting: boolean): void {
  const next = Math.max(0, Math.min(props.rows.length - 1, props.current + step));
  if (selecting) props.onSelect(next, true);
  props.onCurrent(next);
}

function moveColumn<Row>(props: GridProps<Row>, by: number): void {
  const { columns, currentColumn, current } = props;
  const at = columns.findIndex((column) => column.id === currentColumn);
  const next = columns[Math.max(0, Math.min(columns.length - 1, at + by))];
  props.onCurrent(Math.max(0, current), next?.id);
}

/** Keys of the focused table: arrows, pages, Home, End, Space, F2. Letters are the screen's commands. */
export function useGridKeys<Row>(
  props: GridProps<Row>,
  frame: RefObject<HTMLDivElement | null>,
): (event: KeyboardEvent<HTMLTableElement>) => void {
  return (event) => {
    if (event.target !== event.currentTarget) return;
    const page = Math.floor((frame.current?.clientHeight ?? 0) / props.rowHeight) - 2;
    const step = stepOf(event, page);
    const across = { ArrowRight: 1, ArrowLeft: -1 }[event.key] ?? 0;
    const row = props.rows[props.current];
    if (step !== null) moveRow(props, step, event.shiftKey);
    else if (across && !event.altKey) moveColumn(props, across);
    else if (event.key === " " && row) props.onSelect(props.current, false);
    else if (event.key === "F2" && row && props.currentColumn)
      props.onEdit({ row: props.current, column: props.currentColumn });
    else return;
    event.preventDefault();
  };
}
