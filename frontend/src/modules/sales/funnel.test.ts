import { describe, expect, it } from "vitest";
import { moved } from "./use-funnel";

describe("moved", () => {
  it("puts one before or behind the others", () => {
    expect(moved(["a", "b", "c"], "c", 0)).toEqual(["c", "a", "b"]);
    expect(moved(["a", "b", "c"], "a", 2)).toEqual(["b", "c", "a"]);
    expect(moved(["a", "b", "c"], "b", 1)).toEqual(["a", "b", "c"]);
  });
});
