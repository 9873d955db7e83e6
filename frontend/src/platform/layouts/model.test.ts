import { expect, it } from "vitest";
import type { FormDefinition } from "./definition";
import { dropped } from "./drops";
import {
  addSection,
  addTab,
  dropField,
  dropSection,
  dropTab,
  fromDefinition,
  fromMeta,
  type Laid,
  putField,
  setField,
  stepField,
  stepSection,
  stepTab,
  toDefinition,
} from "./model";

const form: FormDefinition = {
  tabs: [
    {
      id: "one",
      sections: [
        { id: "a", fields: [{ name: "x", width: 2 }, { name: "y" }, { name: "z" }] },
        { id: "b", fields: [{ name: "u" }] },
      ],
    },
    { id: "two", sections: [{ id: "c", fields: [] }] },
  ],
  left_out: ["f_9"],
};
const start = fromDefinition(form);
const drawn = (laid: Laid) =>
  laid.tabs
    .map(({ id, sections }) => {
      const parts = sections.map((one) => `${one.id}(${one.fields.map((f) => f.name).join(" ")})`);
      return `${id}: ${parts.join(" ")}`;
    })
    .join(" | ");

it("comes from what is saved and goes back to it", () => {
  expect(drawn(start)).toBe("one: a(x y z) b(u) | two: c()");
  expect(toDefinition(start, "form")).toMatchObject(form);
  const again = fromDefinition(JSON.parse(JSON.stringify(toDefinition(start, "form"))));
  expect(JSON.stringify(toDefinition(again, "form"))).toBe(
    JSON.stringify(toDefinition(start, "form")),
  );
  const reset = setField(setField(start, "y", { width: 2 }), "y", { width: 1, when: null });
  expect(toDefinition(reset, "form")).toEqual(toDefinition(start, "form"));
  expect(toDefinition(fromDefinition({ fields: ["p", "q"] }), "quick")).toEqual({
    fields: ["p", "q"],
  });
});

it("comes from what is shown while nothing is saved", () => {
  const shown = {
    form: [
      { id: "m", tab: "t", title: "M", fields: ["x"], columns: 3, collapsed: true, settings: {} },
    ] as never,
    quick: ["y"],
    caller: ["z"],
  };
  expect(drawn(fromMeta(shown, "form"))).toBe("t: m(x)");
  expect(fromMeta(shown, "form").tabs[0]?.sections[0]).toMatchObject({
    columns: 3,
    collapsed: true,
  });
  expect(drawn(fromMeta(shown, "caller"))).toBe("main: main(z)");
  expect(drawn(fromMeta({ ...shown, form: [] }, "form"))).toBe("main: main()");
});

it("moves a field with its settings, whichever way", () => {
  const down = putField(start, "x", { section: "a", at: 3 });
  expect(drawn(down)).toBe("one: a(y z x) b(u) | two: c()");
  expect(down.tabs[0]?.sections[0]?.fields[2]).toEqual({ name: "x", width: 2 });
  expect(drawn(putField(start, "z", { section: "a", at: 0 }))).toContain("a(z x y)");
  expect(drawn(putField(start, "f_9", { section: "c", at: 0 }))).toContain("c(f_9)");
  expect(putField(start, "f_9", { section: "c", at: 0 }).left_out).toEqual([]);
});

it("steps over the edge of a section and stops at the ends", () => {
  expect(drawn(stepField(start, "x", 1))).toContain("a(y x z)");
  expect(drawn(stepField(start, "z", 1))).toContain("a(x y) b(z u)");
  expect(drawn(stepField(start, "u", -1))).toContain("a(x y z u) b()");
  expect(drawn(stepField(start, "u", 1))).toContain("b() | two: c(u)");
  expect(stepField(start, "x", -1)).toBe(start);
});

it("puts aside what is taken out", () => {
  expect(dropField(start, "y").left_out).toEqual(["f_9", "y"]);
  expect(drawn(dropField(start, "y"))).toContain("a(x z)");
  expect(dropSection(start, "a").left_out).toEqual(["f_9", "x", "y", "z"]);
});

it("makes, moves and takes away sections and tabs", () => {
  expect(addSection(start, "two")).toMatchObject({ id: "s1" });
  expect(addSection(addSection(start, "two").laid, "two").id).toBe("s2");
  expect(drawn(stepSection(start, "b", -1))).toContain("one: b(u) a(x y z)");
  expect(stepSection(start, "a", -1)).toBe(start);
  expect(drawn(addTab(start).laid)).toContain("| t1: s1()");
  expect(drawn(dropTab(start, "one"))).toBe("two: c() a(x y z) b(u)");
  const alone = dropTab(start, "two");
  expect(dropTab(alone, "one")).toBe(alone);
  expect(drawn(stepTab(start, "two", -1))).toMatch(/^two/);
});

it("understands every drop", () => {
  const to = (held: string, place: string) => drawn(dropped(start, held, place));
  expect(to("field:z", "field:x")).toContain("a(z x y)");
  expect(to("field:z", "field:z")).toBe(drawn(start));
  expect(to("field:x", "end:b")).toContain("b(u x)");
  expect(to("field:u", "section:a")).toContain("a(u x y z)");
  expect(to("field:x", "tab:two")).toContain("c(x)");
  expect(to("field:x", "rest:")).toContain("a(y z)");
  expect(to("field:f_9", "rest:")).toBe(drawn(start));
  expect(to("field:f_9", "field:u")).toContain("b(f_9 u)");
  expect(to("section:b", "section:a")).toContain("one: b(u) a(x y z)");
  expect(to("section:b", "field:y")).toContain("one: b(u) a(x y z)");
  expect(to("section:a", "tab:two")).toBe("one: b(u) | two: c() a(x y z)");
  const bare = {
    ...start,
    tabs: start.tabs.map((tab) => ({ ...tab, sections: tab.sections.slice(0, 1) })),
  };
  const empty = dropSection(bare, "c");
  expect(drawn(dropped(empty, "field:x", "tab:two"))).toContain("two: s1(x)");
});

it("changes settings of one place alone", () => {
  const wide = setField(start, "y", { width: 3, when: ["x", "filled"] });
  expect(wide.tabs[0]?.sections[0]?.fields).toEqual([
    { name: "x", width: 2 },
    { name: "y", width: 3, when: ["x", "filled"] },
    { name: "z" },
  ]);
});
