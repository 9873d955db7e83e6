import { expect, it } from "vitest";
import { fittedWidths } from "./fit";
import { BOX } from "./model";

const column = (width: number, least?: number) => ({
  id: String(width),
  title: "",
  width,
  ...(least === undefined ? {} : { least }),
  render: () => null,
});

it("lets columns that may give way do so together, down to their least", () => {
  const columns = [column(100, 50), column(200, 100)];
  expect(fittedWidths(columns, BOX + 225)).toEqual([75, 150]);
  expect(fittedWidths(columns, BOX + 10)).toEqual([50, 100]);
});

it("takes nothing from a column that has no room to give", () => {
  expect(fittedWidths([column(100), column(200, 100)], BOX + 260)).toEqual([100, 160]);
});

it("makes no column wider than it asks for", () => {
  expect(fittedWidths([column(100, 50)], 2000)).toEqual([100]);
});
