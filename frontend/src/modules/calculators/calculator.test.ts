import { expect, it } from "vitest";
import type { Rec } from "@/api/types";
import { calculatorOf, defaultsOf, difference } from "./calculator";

const pane = calculatorOf({
  id: "1",
  version: 1,
  name: "Window",
  parameters: [
    { name: "width", label: "Width", kind: "number", default: "1300" },
    { name: "Colour", label: "Colour", kind: "choice", default: "oak" },
    { name: "profile", label: "Profile", kind: "choice", default: "gone" },
    { name: "sill", label: "Sill", kind: "bool", default: "да" },
  ],
  options: [
    { parameter: "colour", value: "w", label: "white" },
    { parameter: "colour", value: "o", label: "oak" },
    { parameter: "profile", value: "p58", label: "58 mm" },
  ],
} as unknown as Rec);

it("fills the fields with what the calculator says, by value or label", () => {
  expect(defaultsOf(pane)).toEqual({ width: "1300", Colour: "o", profile: "p58", sill: true });
});

it("tells a variant by its sizes and by what it has other than the first", () => {
  const first = defaultsOf(pane);
  expect(difference(pane, first, null)).toBe("1300, oak, 58 mm, Sill");
  expect(difference(pane, { ...first, width: "900", Colour: "w" }, first)).toBe("900, white");
});
