import { expect, it } from "vitest";
import { type ModuleChoice, offAfter } from "./choices";

const choice = (id: string, ...needs: string[]): ModuleChoice => ({
  id,
  title: id,
  about: "",
  required: false,
  on: true,
  needs,
});
const modules = [
  choice("catalog"),
  choice("sales", "catalog"),
  choice("tasks"),
  choice("offers", "sales"),
];

it("takes along what needs a module that is switched off", () => {
  expect(offAfter(modules, [], "catalog", false).sort()).toEqual(["catalog", "offers", "sales"]);
});

it("brings what a module needs when it is switched on", () => {
  expect(offAfter(modules, ["catalog", "sales", "tasks", "offers"], "offers", true)).toEqual([
    "tasks",
  ]);
});
