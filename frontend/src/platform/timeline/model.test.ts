import { describe, expect, it } from "vitest";
import type { ObjectMeta } from "@/api/types";
import { byDay, lookOf, type TimelineEvent, tellingChanges } from "./model";

const event = (more: Partial<TimelineEvent>): TimelineEvent => ({
  id: "1",
  kind: "change",
  at: "2026-11-22T08:00:00Z",
  author: null,
  object: "sales.deal",
  record: { id: "d", title: "D" },
  title: "",
  text: "",
  data: {},
  changes: [],
  editable: false,
  files: [],
  ...more,
});
const change = (field: string) => ({ field, label: field, old: "1", new: "2" });
const deal = {
  fields: [
    { name: "amount", read_only: false },
    { name: "stage", read_only: false },
    { name: "funnel", read_only: false },
    { name: "rots_on", read_only: true },
  ],
  board: { by: "stage", sum: "amount", columns_of: null, funnel: "funnel" },
} as unknown as ObjectMeta;

describe("byDay", () => {
  it("puts neighbours of one day of the firm's zone together", () => {
    const events = ["2026-11-21T22:30:00Z", "2026-11-21T21:30:00Z", "2026-11-21T20:30:00Z"].map(
      (at, index) => event({ id: String(index), at }),
    );
    // Moscow is three hours ahead: half past nine in the evening is the next day there.
    const moscow = (at: string) =>
      new Date(Date.parse(at) + 3 * 3_600_000).toISOString().slice(0, 10);
    const days = byDay(events, moscow);
    expect(days.map(({ day }) => day)).toEqual(["2026-11-22", "2026-11-21"]);
    expect(days.map(({ events: ofDay }) => ofDay.length)).toEqual([2, 1]);
  });
});

describe("tellingChanges", () => {
  const told = (kind: string, fields: string[], data = {}) =>
    tellingChanges(deal, event({ kind, data, changes: fields.map(change) })).map(
      (one) => one.field,
    );

  it("leaves out what follows from other fields", () => {
    expect(told("change", ["amount", "rots_on"])).toEqual(["amount"]);
  });
  it("tells a computed field when nothing else has changed", () => {
    expect(told("change", ["rots_on"])).toEqual(["rots_on"]);
  });
  it("puts the stage first and says nothing of its funnel", () => {
    expect(told("stage", ["amount", "funnel", "stage"])).toEqual(["stage", "amount"]);
  });
  it("does not recite a new record, also not a task on the card of its client", () => {
    expect(told("create", ["amount"])).toEqual([]);
    expect(told("task", ["amount"], { verb: "create" })).toEqual([]);
  });
});

describe("lookOf", () => {
  it("tells incoming from outgoing calls", () => {
    expect(lookOf({ kind: "call", data: { direction: "in" } }).icon).toBe("call-in");
    expect(lookOf({ kind: "call", data: { direction: "out" } }).icon).toBe("call-out");
  });
  it("has a mark for kinds of later versions", () => {
    expect(lookOf({ kind: "payment", data: {} }).icon).toBe("info");
  });
});
