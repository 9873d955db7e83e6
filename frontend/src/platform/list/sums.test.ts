import { expect, it } from "vitest";
import { addAmounts } from "./sums";

it("adds decimal texts to the last digit", () => {
  expect(addAmounts(["0.1", "0.2"])).toBe("0.3");
  expect(addAmounts(["90071992547409.91", "0.02"])).toBe("90071992547409.93");
  expect(addAmounts(["10.00", "-12.50"])).toBe("-2.5");
  expect(addAmounts(["100", "200"])).toBe("300");
  expect(addAmounts([])).toBe("0");
});
