import { describe, expect, it } from "vitest";
import type { Rec } from "@/api/types";
import { levelOf, listsFor } from "./stage-rights";

const link = (id: string) => ({ id, title: id });
const stage = (lists: Record<string, string[]> = {}) =>
  ({
    id: "s",
    version: 1,
    ...Object.fromEntries(Object.entries(lists).map(([name, ids]) => [name, ids.map(link)])),
  }) as unknown as Rec;
const roles = [
  { id: "boss", version: 1, administrator: true },
  { id: "seller", version: 1, administrator: false },
  { id: "lawyer", version: 1, administrator: false },
] as unknown as Rec[];

describe("rights at a stage", () => {
  it("lets every role in where no list names one", () => {
    expect(levelOf(stage(), "seller")).toBe("move");
    expect(levelOf(stage({ movers: ["lawyer"] }), "seller")).toBe("change");
    expect(levelOf(stage({ readers: ["lawyer"] }), "seller")).toBe("none");
    expect(levelOf(stage({ readers: ["lawyer"] }), "lawyer")).toBe("move");
  });

  it("names all the others when one role is shut out", () => {
    expect(listsFor(stage(), "seller", "read", roles)).toEqual({
      editors: ["lawyer"],
      movers: ["lawyer"],
    });
  });

  it("never empties a list by shutting out the last role", () => {
    const only = stage({ readers: ["seller"], editors: ["seller"], movers: ["seller"] });
    expect(listsFor(only, "seller", "none", roles)).toEqual({
      readers: ["boss"],
      editors: ["boss"],
      movers: ["boss"],
    });
  });

  it("empties a list that names every role again", () => {
    expect(listsFor(stage({ readers: ["lawyer"] }), "seller", "move", roles)).toEqual({
      readers: [],
    });
    expect(listsFor(stage({ readers: ["lawyer"] }), "lawyer", "move", roles)).toEqual({});
  });
});
