import { fieldOf } from "@/api/meta";
import { invalidateObject } from "@/api/records";
import type { ObjectMeta, Rec } from "@/api/types";
import { toast } from "@/kit/toasts";
import { type BoardColumn, columnIdOf, columnValue } from "./columns";
import { afterMove, type Lane } from "./model";
import { useMove } from "./use-move";
import { useWays } from "./ways";

/** Moves shown at once and taken back when refused. */
export function useMoves(
  object: ObjectMeta,
  columns: BoardColumn[],
  put: (change: (lanes: Lane[]) => Lane[]) => void,
) {
  const { move, window } = useMove(object, () => invalidateObject(object.name));
  const why = useWays(columns);
  const go = async (record: Rec, column: BoardColumn) => {
    const by = object.board?.by ?? "";
    const isLink = fieldOf(object, by)?.kind === "link";
    const value = { [by]: columnValue(column, isLink) };
    let before: Lane[] | null = null;
    put((lanes) => {
      before = lanes;
      return afterMove(lanes, record, column.id, object.board?.sum ?? null, value);
    });
    const done = await move(record, column);
    if (!done && before) put(() => before as Lane[]);
  };
  const to = (record: Rec, id: string) => {
    const column = columns.find((one) => one.id === id);
    if (!column) return;
    const refusal = why(columnIdOf(object, record), column);
    if (refusal) toast(refusal, { tone: "error" });
    else void go(record, column);
  };
  return { to, why, window };
}
