import { expect, it } from "vitest";
import { registerModules } from "./extensions";
import { lettersOf } from "./letters";

it("gives every object a letter of its own, wishes first, also objects made at run time", () => {
  registerModules([{ name: "people", letters: { "people.person": "k" } }]);
  const names = ["people.person", "sales.deal", "sales.document", "custom.o_17"];
  const letters = lettersOf(names.map((name) => ({ name })));
  expect(letters.get("people.person")).toBe("k");
  expect(letters.get("sales.deal")).toBe("d");
  expect(letters.get("sales.document")).toBe("o");
  expect(new Set(letters.values()).size).toBe(names.length);
  registerModules([]);
});
