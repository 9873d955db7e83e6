import { expect, it } from "vitest";
import { fittedWidths } from "./fit";
import { BOX } from "./model";

const column = (width: number, drawn = false) => ({
  id: String(width),
  title: "",
  width,
  drawn,
  render: () => null,
});

it("lets columns give way together until they would be too narrow", () => {
  expect(fittedWidths([column(100), column(200)], BOX + 270)).toEqual([90, 180]);
  expect(fittedWidths([column(100), column(200)], BOX + 100)).toEqual([76, 152]);
});

it("keeps a column as wide as somebody has drawn it", () => {
  expect(fittedWidths([column(100, true), column(200)], BOX + 260)).toEqual([100, 160]);
});

it("makes no column wider than it asks for", () => {
  expect(fittedWidths([column(100)], 2000)).toEqual([100]);
});
