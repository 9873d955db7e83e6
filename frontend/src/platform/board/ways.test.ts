import { describe, expect, it } from "vitest";
import type { BoardColumn } from "./columns";
import { leads } from "./ways";

const column = (id: string, more: Partial<BoardColumn> = {}): BoardColumn => ({
  id,
  title: id,
  color: null,
  probability: null,
  kind: "open",
  funnel: null,
  help: "",
  moves: [],
  movers: [],
  ...more,
});

describe("leads", () => {
  it("goes anywhere from a column that names no ways", () => {
    expect(leads(column("a"), column("b"), [])).toBe("yes");
  });
  it("goes only where a column leads, and stays where it is", () => {
    const from = column("a", { moves: ["b"] });
    expect(leads(from, column("b"), [])).toBe("yes");
    expect(leads(from, column("c"), [])).toBe("no way");
    expect(leads(from, from, [])).toBe("yes");
  });
  it("lets in the roles that a column names", () => {
    const to = column("b", { movers: ["law"] });
    expect(leads(column("a"), to, ["sales"])).toBe("closed");
    expect(leads(undefined, to, ["sales", "law"])).toBe("yes");
  });
});
