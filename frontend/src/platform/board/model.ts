import type { Filter, Money, Rec, Tone } from "@/api/types";
import { joinParts, partsOf } from "../filter/model";
import { addAmounts } from "../list/sums";
import { weightedSum } from "../record/weighted";

/** A column of a board with its figures and the cards that are loaded. */
export interface Lane {
  /** Null: the records without a value. */
  id: string | null;
  title: string;
  color: Tone | null;
  probability: number | null;
  kind: string | null;
  count: number;
  sum: Money | null;
  weighted: Money | null;
  items: Rec[];
  next: string | null;
}

/** How the API names the column of records without a value. */
export const laneKey = (lane: Pick<Lane, "id">) => lane.id ?? "none";

export const isOpenLane = (lane: Lane) => lane.kind !== "won" && lane.kind !== "lost";

/** The same filter with one condition on a field set anew at its top, or taken away. */
export function withCondition(filter: Filter | null, field: string, value: string | null) {
  const rest = partsOf(filter).filter((part) => part[0] !== field);
  return joinParts(value ? [...rest, [field, "=", value]] : rest);
}

function changed(lane: Lane, by: number, money: Money | null, items: Rec[]): Lane {
  const amount = money && lane.sum?.currency === money.currency ? money.amount : "0";
  const signed = by < 0 ? (amount.startsWith("-") ? amount.slice(1) : `-${amount}`) : amount;
  const sum = lane.sum && { ...lane.sum, amount: addAmounts([lane.sum.amount, signed]) };
  const weighted =
    sum && lane.weighted && lane.probability !== null
      ? weightedSum(sum, lane.probability)
      : lane.weighted;
  return { ...lane, count: lane.count + by, sum, weighted, items };
}

/**
 * The board after a card was moved, before the server has answered: it leaves its lane and stands
 * first in the other; counts and sums follow. `sumField` names the amount that is added up.
 */
export function afterMove(
  lanes: Lane[],
  record: Rec,
  to: string,
  sumField: string | null,
  put: Partial<Rec>,
): Lane[] {
  const money = sumField ? ((record[sumField] as Money | null | undefined) ?? null) : null;
  return lanes.map((lane) => {
    const here = lane.items.some((one) => one.id === record.id);
    const rest = lane.items.filter((one) => one.id !== record.id);
    if (laneKey(lane) === to && !here)
      return changed(lane, 1, money, [{ ...record, ...put } as Rec, ...rest]);
    return here && laneKey(lane) !== to ? changed(lane, -1, money, rest) : lane;
  });
}

export interface BoardSums {
  count: number;
  sum: Money | null;
  weighted: Money | null;
}

function added(monies: (Money | null)[]): Money | null {
  const known = monies.filter((money) => money !== null);
  const currency = known[0]?.currency;
  return currency ? { amount: addAmounts(known.map((money) => money.amount)), currency } : null;
}

/** Figures of all open lanes together. */
export function sumsOf(lanes: Lane[]): BoardSums {
  const open = lanes.filter(isOpenLane);
  return {
    count: open.reduce((total, lane) => total + lane.count, 0),
    sum: added(open.map((lane) => lane.sum)),
    weighted: added(open.map((lane) => lane.weighted)),
  };
}

/** Share of a lane's sum in the largest one, 0 to 1; by count where nothing is added up. */
export function shareOf(lane: Lane, lanes: Lane[]): number {
  const size = (one: Lane) => (one.sum ? Number(one.sum.amount) : one.count);
  const largest = Math.max(0, ...lanes.filter(isOpenLane).map(size));
  return largest > 0 ? Math.min(1, size(lane) / largest) : 0;
}

export type Step = "up" | "down" | "left" | "right";

/** The card an arrow key leads to; empty lanes are passed over. */
export function neighbour(lanes: Lane[], id: string, step: Step): string | undefined {
  const at = lanes.findIndex((lane) => lane.items.some((one) => one.id === id));
  const row = lanes[at]?.items.findIndex((one) => one.id === id) ?? -1;
  if (at < 0) return lanes.find((lane) => lane.items.length > 0)?.items[0]?.id;
  if (step === "up" || step === "down") return lanes[at]?.items[row + (step === "up" ? -1 : 1)]?.id;
  const by = step === "left" ? -1 : 1;
  for (let next = at + by; lanes[next]; next += by) {
    const { items } = lanes[next] as Lane;
    if (items.length > 0) return items[Math.min(row, items.length - 1)]?.id;
  }
  return undefined;
}
