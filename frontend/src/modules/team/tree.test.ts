import { expect, test } from "vitest";
import { shownOf, treeOf, within } from "./tree";

const unit = (id: string, parent: string | null, people = 0) => ({
  id,
  parent,
  people,
  name: id,
  version: 1,
});
const units = [
  unit("firm", null, 1),
  unit("sales", "firm", 2),
  unit("branch", "sales", 3),
  unit("stock", "firm", 4),
];

test("people are counted with everybody below", () => {
  const [firm] = treeOf(units);
  expect(firm?.total).toBe(10);
  expect(firm?.below.map((one) => [one.id, one.level, one.total])).toEqual([
    ["sales", 2, 5],
    ["stock", 2, 4],
  ]);
});

test("a closed branch hides what is below it", () => {
  expect(shownOf(treeOf(units), new Set(["sales"])).map((one) => one.id)).toEqual([
    "firm",
    "sales",
    "stock",
  ]);
});

test("a unit whose parent is not there stands at the top", () => {
  expect(treeOf([unit("lost", "nowhere")]).map((one) => one.id)).toEqual(["lost"]);
});

test("nothing is hung below itself", () => {
  const sales = treeOf(units)[0]?.below[0];
  expect(sales && [...within(sales)]).toEqual(["sales", "branch"]);
});
