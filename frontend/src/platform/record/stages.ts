import type { BoardColumn } from "../board/columns";
import { isOpen } from "../board/columns";
import type { StageStay } from "./card";

const DAY = 86_400;

export interface PathStep {
  column: BoardColumn;
  state: "done" | "now" | "ahead";
  /** Whole days spent in it so far; null where it was never entered. */
  days: number | null;
}

/**
 * The way of a record through its funnel: open stages, and the closed one it has ended in. Stages
 * before its own count as done, also where one was jumped over.
 */
export function pathOf(columns: BoardColumn[], own: string, stays: StageStay[]): PathStep[] {
  const spent = new Map<string, number>();
  for (const stay of stays)
    spent.set(stay.stage.id, (spent.get(stay.stage.id) ?? 0) + (stay.seconds ?? 0));
  const shown = columns.filter((column) => isOpen(column) || column.id === own);
  const at = shown.findIndex((column) => column.id === own);
  return shown.map((column, index) => {
    const seconds = spent.get(column.id);
    return {
      column,
      state: index === at ? "now" : index < at ? "done" : "ahead",
      days: seconds === undefined ? null : Math.floor(seconds / DAY),
    };
  });
}
