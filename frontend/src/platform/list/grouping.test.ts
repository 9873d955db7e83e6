import { expect, it } from "vitest";
import type { Field, ObjectMeta, Rec } from "@/api/types";
import { groupFields, groupKey, orderOf } from "./grouping";
import { readState } from "./state";

const field = (name: string, kind: Field["kind"], more: Partial<Field> = {}) =>
  ({ name, kind, group: true, sort: true, label: name, ...more }) as Field;
const stage = field("stage", "link");
const closed = field("closed_on", "date");
const talked = field("talked_at", "moment");
const object = {
  title_field: "name",
  fields: [
    field("name", "text", { group: false }),
    stage,
    closed,
    talked,
    field("tags", "links", { sort: false }),
  ],
} as unknown as ObjectMeta;
const format = { dayOf: (moment: string) => moment.slice(0, 10) };

it("divides by what the server can group and sort by", () => {
  expect(groupFields(object).map(({ name }) => name)).toEqual(["stage", "closed_on", "talked_at"]);
});

it("asks for the groups first and keeps the chosen order within them", () => {
  expect(orderOf(object, readState({ group: "stage" }))).toBe("stage,name");
  expect(orderOf(object, readState({ group: "stage", sort: "-closed_on" }))).toBe(
    "stage,-closed_on",
  );
  expect(orderOf(object, readState({ group: "stage", sort: "-stage" }))).toBe("-stage");
  expect(orderOf(object, readState({ group: "tags", sort: "-name" }))).toBe("-name");
});

it("knows a record's group by its link, its month or its emptiness", () => {
  const record = {
    stage: { id: "s1", title: "New" },
    closed_on: "2026-11-22",
    talked_at: "2026-10-01T10:00:00Z",
  } as unknown as Rec;
  expect(groupKey(stage, record, format)).toBe("s1");
  expect(groupKey(closed, record, format)).toBe("2026-11");
  expect(groupKey(talked, record, format)).toBe("2026-10");
  expect(groupKey(stage, {} as Rec, format)).toBeNull();
});
