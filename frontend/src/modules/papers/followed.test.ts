import { describe, expect, it } from "vitest";
import { discountOf, priceOf, sourcesOf, typedOver } from "./followed";
import type { LineSums } from "./use-sums";

const eur = (amount: string) => ({ amount, currency: "EUR" });
const sums: LineSums = {
  id: "1",
  price: eur("80.00"),
  price_from: "Dealers",
  discount: "5",
  discount_from: "Promotion",
  vat_rate: "19",
  unit: "pcs",
};

describe("what a line takes from elsewhere", () => {
  it("follows the server where nobody typed", () => {
    const line = { id: "1", price: eur("100.00"), price_by: "list" };
    expect(priceOf(line, sums)).toEqual(eur("80.00"));
    expect(discountOf(line, sums)).toBe("5");
    expect(sourcesOf(line, sums)).toEqual({ price: "Dealers", discount: "Promotion" });
  });

  it("is one's own once typed", () => {
    const marked = { id: "1", price: eur("100.00"), price_by: "list", discount_from: "Promotion" };
    const line = typedOver(typedOver(marked, "price", eur("90.00")), "discount", "0");
    expect(line).toMatchObject({ price_by: null, discount_from: null });
    expect(priceOf(line, sums)).toEqual(eur("90.00"));
    expect(discountOf(line, sums)).toBe("0");
    expect(sourcesOf(line, sums)).toEqual({ price: "", discount: "" });
  });

  it("keeps what was read until the first answer", () => {
    const line = { id: "1", price: eur("100.00"), price_by: "list", discount: "3" };
    expect(priceOf(line, undefined)).toEqual(eur("100.00"));
    expect(discountOf(line, undefined)).toBe("3");
  });
});
