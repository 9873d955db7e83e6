import { describe, expect, it } from "vitest";
import type { Rec } from "@/api/types";
import { afterMove, type Lane, neighbour, shareOf, sumsOf, withCondition } from "./model";

const rub = (amount: string) => ({ amount, currency: "RUB" });
const card = (id: string, amount: string | null = null) =>
  ({ id, amount: amount === null ? null : rub(amount) }) as unknown as Rec;
const lane = (id: string, items: Rec[], more: Partial<Lane> = {}): Lane => ({
  id,
  title: id,
  color: null,
  probability: 50,
  kind: "open",
  count: items.length,
  sum: rub("0"),
  weighted: rub("0"),
  items,
  next: null,
  ...more,
});

describe("afterMove", () => {
  const one = card("1", "100.10");
  const lanes = [
    lane("a", [one, card("2")], { sum: rub("300.20"), weighted: rub("150.10"), count: 7 }),
    lane("b", [card("3")], { sum: rub("50.00"), weighted: rub("25.00") }),
  ];
  const [from, to] = afterMove(lanes, one, "b", "amount", { stage: "b" });

  it("takes the card out of one lane and puts it first into the other", () => {
    expect(from?.items.map((item) => item.id)).toEqual(["2"]);
    expect(to?.items.map((item) => item.id)).toEqual(["1", "3"]);
    expect(to?.items[0]?.stage).toBe("b");
  });
  it("brings counts, sums and weighted sums along, to the cent", () => {
    expect([from?.count, to?.count]).toEqual([6, 2]);
    expect([from?.sum?.amount, to?.sum?.amount]).toEqual(["200.1", "150.1"]);
    expect([from?.weighted?.amount, to?.weighted?.amount]).toEqual(["100.05", "75.05"]);
  });
  it("leaves another currency out of the sum", () => {
    const dollar = { id: "9", amount: { amount: "5", currency: "USD" } } as unknown as Rec;
    const moved = afterMove([lane("a", [dollar]), lane("b", [])], dollar, "b", "amount", {});
    expect(moved[1]?.sum?.amount).toBe("0");
  });
  it("changes nothing where the card stands already", () => {
    expect(afterMove(lanes, one, "a", "amount", {})).toEqual(lanes);
  });
});

describe("neighbour", () => {
  const lanes = [
    lane("a", [card("1"), card("2"), card("3")]),
    lane("empty", []),
    lane("b", [card("4")]),
  ];
  it("walks up and down in a lane and stops at its ends", () => {
    expect(neighbour(lanes, "1", "down")).toBe("2");
    expect(neighbour(lanes, "1", "up")).toBeUndefined();
  });
  it("passes over empty lanes and keeps the row as far as it goes", () => {
    expect(neighbour(lanes, "3", "right")).toBe("4");
    expect(neighbour(lanes, "4", "left")).toBe("1");
  });
  it("begins with the first card when its own has gone", () => {
    expect(neighbour(lanes, "gone", "down")).toBe("1");
  });
});

describe("figures of the board", () => {
  const lanes = [
    lane("a", [], { sum: rub("100"), weighted: rub("10"), count: 2 }),
    lane("b", [], { sum: rub("50.5"), weighted: rub("5.5"), count: 1 }),
    lane("won", [], { kind: "won", sum: rub("900"), weighted: rub("900"), count: 9 }),
  ];
  it("add up the open lanes alone", () => {
    expect(sumsOf(lanes)).toEqual({ count: 3, sum: rub("150.5"), weighted: rub("15.5") });
  });
  it("show a lane against the largest open one", () => {
    expect(lanes.map((one) => shareOf(one, lanes))).toEqual([1, 0.505, 1]);
  });
});

describe("withCondition", () => {
  it("sets one condition anew and leaves the others", () => {
    const filter = withCondition(
      ["and", ["funnel", "=", "1"], ["state", "=", "open"]],
      "funnel",
      "2",
    );
    expect(filter).toEqual(["and", ["state", "=", "open"], ["funnel", "=", "2"]]);
  });
  it("takes it away and leaves no empty group", () => {
    expect(withCondition(["funnel", "=", "1"], "funnel", null)).toBeNull();
  });
});
