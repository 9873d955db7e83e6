import { expect, it } from "vitest";
import { isOver } from "./NextStep";

it("asks for no next step where all is over", () => {
  expect(isOver({ state: "lost" })).toBe(true);
  expect(isOver({ state: "won" })).toBe(true);
  expect(isOver({ state: "open" })).toBe(false);
  expect(isOver({})).toBe(false);
});
