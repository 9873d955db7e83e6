import { expect, it } from "vitest";
import type { Field } from "@/api/types";
import type { Line } from "./paper";
import { type Parts, toggled, unfolded } from "./sets";

const fields = [{ name: "name" }, { name: "net", read_only: true }] as Field[];
const line = (id: string, name = id): Line => ({ id, name, net: "1" });

it("puts the lines of the parts where the set stood", () => {
  const typed = [line("a", "typed"), line("set"), line("b")];
  const answered = [line("a"), line("x"), line("y"), line("b")];
  expect(unfolded(typed, answered, fields)).toEqual([
    typed[0],
    { id: "x", name: "x" },
    { id: "y", name: "y" },
    typed[2],
  ]);
});

it("takes two sets side by side, and leaves lines alone that are all there", () => {
  const typed = [line("one"), line("two")];
  const answered = [line("x"), line("y"), line("z")];
  expect(unfolded(typed, answered, fields).map((one) => one.id)).toEqual(["x", "y", "z"]);
  expect(unfolded(answered, answered, fields)).toBe(answered);
});

it("takes and leaves an optional part", () => {
  const part = { name: "Net", quantity: "1", unit: "pcs", optional: true, chosen: false };
  const parts: Parts = { of: "p", rows: [part] };
  expect(toggled(parts, 0).rows[0]?.chosen).toBe(true);
  expect(toggled(toggled(parts, 0), 0)).toEqual(parts);
});
