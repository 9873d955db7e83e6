import { describe, expect, it } from "vitest";
import { agendaOf } from "./agenda-times";
import { byDay, delayed, type Task } from "./task";

const task = (id: string, due: string | null) => ({ id, due_at: due }) as unknown as Task;
const clock = (at: string) => ({
  at: new Date(at),
  today: "2026-11-22",
  timezone: "Europe/Moscow",
  timeOf: (moment: string) =>
    new Date(Date.parse(moment) + 3 * 3_600_000).toISOString().slice(11, 16),
});

describe("byDay", () => {
  it("sorts the days and puts tasks without a date last", () => {
    const groups = byDay(
      [task("1", null), task("2", "2026-11-25T06:00:00Z"), task("3", "2026-11-23T06:00:00Z")],
      (moment) => moment.slice(0, 10),
    );
    expect(groups.map(({ day }) => day)).toEqual(["2026-11-23", "2026-11-25", ""]);
  });
});

describe("delayed", () => {
  it("keeps the time of day when a task moves by days", () => {
    const due = "2026-11-20T12:30:00Z";
    expect(delayed(due, "tomorrow", clock("2026-11-22T08:00:00Z"))).toBe("2026-11-23T12:30:00Z");
    expect(delayed(due, "week", clock("2026-11-22T08:00:00Z"))).toBe("2026-11-29T12:30:00Z");
  });
  it("moves by an hour from now, not from a moment long past", () => {
    expect(delayed("2026-11-01T00:00:00Z", "hour", clock("2026-11-22T08:00:00Z"))).toBe(
      "2026-11-22T09:00:00.000Z",
    );
  });
  it("moves a coming task by an hour from its own moment, so that its reminder moves too", () => {
    expect(delayed("2026-11-22T10:00:00Z", "hour", clock("2026-11-22T08:00:00Z"))).toBe(
      "2026-11-22T11:00:00.000Z",
    );
  });
  it("brings forward to the end of the working day, later to the next hour", () => {
    expect(delayed(null, "today", clock("2026-11-22T08:00:00Z"))).toBe("2026-11-22T15:00:00Z");
    expect(delayed(null, "today", clock("2026-11-22T18:00:00Z"))).toBe("2026-11-22T19:00:00.000Z");
  });
});

describe("agendaOf", () => {
  it("shows a working day and reaches further where tasks do", () => {
    const plain = agendaOf([], 600);
    expect([plain.from, plain.until]).toEqual([9, 19]);
    const long = agendaOf([{ task: "a", at: 20 * 60 + 30 }], 600);
    expect([long.from, long.until]).toEqual([9, 21]);
  });
  it("covers no task by another", () => {
    const { blocks } = agendaOf(
      ["a", "b", "c"].map((name) => ({ task: name, at: 600 })),
      600,
    );
    const gaps = blocks.slice(1).map((one, index) => one.top - (blocks[index]?.top ?? 0));
    expect(gaps.every((gap, index) => gap >= (blocks[index]?.height ?? 0))).toBe(true);
  });
  it("puts a task of the night at the edge and marks no moment outside of the hours", () => {
    const { from, blocks, mark } = agendaOf([{ task: "a", at: 120 }], 60);
    expect(from).toBe(7);
    expect(blocks[0]?.top).toBe(8);
    expect(mark).toBeNull();
  });
});
