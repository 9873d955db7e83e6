import { expect, it } from "vitest";
import { chosenFilter } from "./use-export";

it("asks for more chosen records than one comparison takes", () => {
  const ids = Array.from({ length: 2500 }, (_, at) => String(at));
  expect(chosenFilter(["a", "b"])).toEqual(["id", "in", ["a", "b"]]);
  const [word, ...parts] = chosenFilter(ids);
  expect(word).toBe("or");
  expect(parts.map((part) => (part as unknown[][])[2]?.length)).toEqual([1000, 1000, 500]);
});
