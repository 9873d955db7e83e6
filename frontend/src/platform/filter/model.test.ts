import { expect, it } from "vitest";
import type { Field, Filter, Meta, ObjectMeta } from "@/api/types";
import {
  completeOnly,
  conditionField,
  fieldChoices,
  joinParts,
  knows,
  normalFilter,
  operatorsOf,
  partsOf,
  startCondition,
} from "./model";

const text = (name: string, more: Partial<Field> = {}) =>
  ({
    name,
    label: name,
    kind: "text",
    filter: true,
    operators: ["=", "contains"],
    ...more,
  }) as Field;
const company = {
  name: "company",
  fields: [text("city"), text("phones", { kind: "phones" }), text("own", { runtime: true })],
} as unknown as ObjectMeta;
const person = {
  name: "person",
  fields: [
    text("name"),
    text("secret", { filter: false }),
    text("company", { kind: "link", target: "company", operators: ["=", "in"] }),
  ],
} as unknown as ObjectMeta;
const meta = { objects: { company, person } } as unknown as Meta;

const city: Filter = ["city", "=", "Ulm"];
const either: Filter = ["or", city, ["name", "empty"]];

it("makes one chip of each part and joins them again", () => {
  const both: Filter = ["and", city, either];
  expect(partsOf(both)).toEqual([city, either]);
  expect(joinParts(partsOf(both))).toEqual(both);
  expect(joinParts(partsOf(city))).toEqual(city);
  expect(joinParts([])).toBeNull();
});

it("offers the fields one link further, and none that cannot be filtered by", () => {
  expect(fieldChoices(meta, person).map((choice) => choice.name)).toEqual([
    "name",
    "company",
    "company.city",
  ]);
  expect(conditionField(meta, person, "company.city")?.label).toBe("company → city");
  expect(conditionField(meta, person, "company.gone")).toBeUndefined();
});

it("begins a condition in a way the field allows", () => {
  expect(startCondition({ name: "name", label: "", field: text("name") })).toEqual([
    "name",
    "contains",
    "",
  ]);
  // The server sends an empty list of options with every field.
  const city = text("city", { options: [], operators: ["=", "contains", "in"] });
  expect(startCondition({ name: "city", label: "", field: city })).toEqual([
    "city",
    "contains",
    "",
  ]);
  expect(operatorsOf(city)).toEqual(["=", "contains"]);
  const choice = text("group", { kind: "choice", options: [], operators: ["=", "in"] });
  expect(startCondition({ name: "group", label: "", field: choice })).toEqual(["group", "in", []]);
});

it("sends nothing unfinished", () => {
  expect(completeOnly(["or", city, ["name", "contains", ""], ["name", "in", []]])).toEqual([
    "or",
    city,
  ]);
  expect(completeOnly(["or", ["name", "contains", ""]])).toBeNull();
  expect(completeOnly(["name", "empty"])).toEqual(["name", "empty"]);
});

it("refuses what is no filter", () => {
  expect(normalFilter("x")).toBeNull();
  expect(normalFilter(["and"])).toBeNull();
  expect(normalFilter(["city", 5])).toBeNull();
  expect(normalFilter(["not", city])).toEqual(["not", city]);
});

it("knows whether somebody has the fields of a filter", () => {
  expect(knows(person, ["and", ["company.city", "=", "Ulm"], ["not", ["name", "empty"]]])).toBe(
    true,
  );
  expect(knows(person, ["and", ["name", "empty"], ["turnover", ">", "1"]])).toBe(false);
});
