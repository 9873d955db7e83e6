import { describe, expect, it } from "vitest";
import type { ObjectMeta, Rec } from "@/api/types";
import type { BoardColumn } from "../board/columns";
import { choicesBetween, startChoices } from "./merging";
import { pathOf } from "./stages";
import { weightedSum } from "./weighted";

const column = (id: string, kind = "open"): BoardColumn => ({
  id,
  title: id,
  color: null,
  probability: null,
  kind,
  funnel: null,
  help: "",
  moves: [],
  movers: [],
});
const columns = [
  column("new"),
  column("need"),
  column("offer"),
  column("won", "won"),
  column("lost", "lost"),
];
const stay = (id: string, seconds: number | null) => ({
  stage: { id, title: id },
  entered_at: "",
  left_at: null,
  seconds,
  by: null,
});

describe("pathOf", () => {
  it("adds up stays in one stage and counts whole days", () => {
    const steps = pathOf(columns, "offer", [
      stay("new", 90_000),
      stay("offer", 1),
      stay("new", 86_400),
      stay("offer", 3_600),
    ]);
    expect(steps.map(({ state, days }) => [state, days])).toEqual([
      ["done", 2],
      ["done", null],
      ["now", 0],
    ]);
  });
  it("ends with the closed stage the record is in, and shows no other", () => {
    const steps = pathOf(columns, "lost", [stay("lost", null)]);
    expect(steps.map((step) => step.column.id)).toEqual(["new", "need", "offer", "lost"]);
    expect(steps.at(-1)?.state).toBe("now");
  });
});

describe("weightedSum", () => {
  it("is exact to the cent, halves away from zero, also for large and negative amounts", () => {
    const of = (amount: string, percent: number) =>
      weightedSum({ amount, currency: "RUB" }, percent).amount;
    expect(of("1284500.00", 75)).toBe("963375.00");
    expect(of("0.01", 50)).toBe("0.01");
    expect(of("-0.03", 50)).toBe("-0.02");
    expect(of("90071992547409.93", 10)).toBe("9007199254740.99");
    expect(of("7", 0)).toBe("0.00");
  });
});

describe("merging", () => {
  const object = {
    fields: [
      { name: "name", kind: "text", read_only: false },
      { name: "city", kind: "text", read_only: false },
      { name: "note", kind: "text", read_only: false },
      { name: "owner", kind: "link", read_only: false },
      { name: "phones", kind: "phones", read_only: false },
      { name: "talk", kind: "moment", read_only: true },
    ],
  } as unknown as ObjectMeta;
  const mine = {
    name: "А",
    city: null,
    note: "",
    owner: { id: "1", title: "старое имя" },
    phones: [{ value: "1" }],
    talk: "x",
  } as unknown as Rec;
  const theirs = {
    name: "Б",
    city: "Ульм",
    note: null,
    owner: { id: "1", title: "новое имя" },
    phones: [{ value: "2" }],
    talk: "y",
  } as unknown as Rec;

  it("asks only what differs and can be written; lists are joined", () => {
    const { fields, united } = choicesBetween(object, mine, theirs);
    expect(fields.map((field) => field.name)).toEqual(["name", "city"]);
    expect(united).toBe(true);
  });
  it("keeps own values and fills gaps from the other", () => {
    expect(startChoices(object, mine, theirs)).toEqual({ name: "mine", city: "other" });
  });
});
