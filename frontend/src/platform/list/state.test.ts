import { expect, it } from "vitest";
import type { ObjectMeta } from "@/api/types";
import { parseSearch } from "@/app/address";
import { type ListState, questionOf, readState, shownColumns, writeState } from "./state";

const field = (name: string) => ({ name, kind: "text", label: name });
const object = {
  name: "people.company",
  title_field: "name",
  fields: ["name", "city", "next_step", "next_step_at"].map(field),
  columns: ["name", "next_step", "next_step_at"],
  features: ["next_step"],
} as unknown as ObjectMeta;

const full: ListState = {
  filter: ["and", ["city", "=", "Ulm, a/b & c"], ["or", ["name", "empty"], ["name", "in", ["x"]]]],
  sort: "-name,city",
  columns: ["city", "name"],
  search: "ООО «Ёлка»",
  view: "board",
  saved: "v1",
  group: "city",
  deleted: true,
};

it("brings the whole state back from its address", () => {
  expect(readState(parseSearch(writeState(full)))).toEqual(full);
});

it("leaves the address of the plain list empty", () => {
  expect(writeState(readState({}))).toBe("");
});

it("leaves out a filter that somebody has mistyped", () => {
  expect(readState({ filter: "[[" }).filter).toBeNull();
  expect(readState({ filter: '{"city":1}' }).filter).toBeNull();
});

it("shows step and day of the next step in one column unless somebody chose otherwise", () => {
  expect(shownColumns(object, readState({}))).toEqual(["name", "next_step"]);
  expect(shownColumns(object, readState({ columns: "next_step_at" }))).toEqual(["next_step_at"]);
});

it("shows no column of a field that does not exist for the asker", () => {
  expect(shownColumns(object, readState({ columns: "secret" }))).toEqual(["name"]);
});

it("asks only for what is shown, and always for the title", () => {
  expect(questionOf(object, full).fields).toEqual(["name", "city"]);
});
