import { describe, expect, it } from "vitest";
import { minus, sumOf } from "./amounts";

describe("amounts", () => {
  it("adds without losing a cent", () => {
    expect(sumOf(["0.10", "0.20", "9007199254740993.01"], 2)).toBe("9007199254740993.31");
    expect(sumOf([], 2)).toBe("0.00");
  });

  it("keeps signs and currencies without decimals", () => {
    expect(minus("4470.00", "4500.5", 2)).toBe("-30.50");
    expect(minus("100", "30", 0)).toBe("70");
  });
});
