import { expect, it } from "vitest";
import type { Field, Filter } from "@/api/types";
import { createFormat } from "@/kit/format";
import { dayMeant, meets } from "./judge";

const kinds = {
  name: "text",
  notes: "longtext",
  floor: "integer",
  size: "number",
  sum: "money",
  born: "date",
  called: "moment",
  vip: "bool",
  kind: "choice",
  tags: "choices",
  owner: "link",
  teams: "links",
  phones: "phones",
} as const;
const fields = new Map(
  Object.entries(kinds).map(([name, kind]) => [name, { name, kind } as Field]),
);
const format = {
  ...createFormat({ language: "ru", timezone: "Europe/Moscow", currencies: {} }),
  today: () => "2026-11-22",
};
const values = {
  name: "Ёлкин  Müller",
  notes: "",
  floor: 9,
  size: "10.50",
  sum: { amount: "1000.00", currency: "RUB" },
  born: "2026-11-15",
  called: "2026-11-21T21:30:00Z",
  vip: false,
  kind: "firm",
  tags: ["a", "b"],
  owner: { id: "u1", title: "Anna" },
  teams: [{ id: "t1", title: "One" }],
  phones: [{ kind: "mobile", value: "+7 916 123-45-67" }],
};
const judge = (filter: Filter, more: object = {}) =>
  meets(filter, { fields, values: { ...values, ...more }, format, me: "u1" });

it.each<[Filter, boolean]>([
  [["name", "=", "елкин muller"], true],
  [["name", "!=", "елкин"], true],
  [["name", "starts", "ЕЛК"], true],
  [["name", "contains", "mull"], true],
  [["name", "contains", "xyz"], false],
  [["notes", "empty"], true],
  [["notes", "filled"], false],
  [["notes", "=", ""], false],
  [["floor", ">", 10], false],
  [["floor", "<", 10], true],
  [["size", "=", "10.5"], true],
  [["size", ">=", "9"], true],
  [["sum", ">", "999.5"], true],
  [["born", "<=", "today-7"], true],
  [["born", ">", "today-7"], false],
  [["born", ">=", "month"], true],
  [["called", "=", "today"], true],
  [["called", "<", "today"], false],
  [["called", "<", "2026-11-22T00:00:00Z"], true],
  [["called", "<=", "now"], true],
  [["vip", "=", false], true],
  [["vip", "=", true], false],
  [["kind", "in", ["person", "firm"]], true],
  [["kind", "!=", "firm"], false],
  [["tags", "has", "b"], true],
  [["tags", "hasnot", "b"], false],
  [["owner", "=", "me"], true],
  [["owner", "=", "u2"], false],
  [["owner", "!=", "u2"], true],
  [["teams", "has", "t1"], true],
  [["teams", "hasnot", "t2"], true],
  [["phones", "contains", "916123"], true],
  [["phones", "filled"], true],
  [["gone", "=", "x"], true],
  [["and", ["vip", "=", false], ["floor", "=", 9]], true],
  [["or", ["vip", "=", true], ["floor", "=", 8]], false],
  [["not", ["kind", "=", "firm"]], false],
])("judges %j", (filter, expected) => {
  expect(judge(filter)).toBe(expected);
});

it("takes what is empty for unequal, and for neither more nor less", () => {
  for (const [name, op, asked] of [
    ["kind", "!=", "firm"],
    ["tags", "hasnot", "a"],
  ] as const)
    expect(judge([name, op, asked], { [name]: null })).toBe(true);
  for (const op of ["<", "<=", ">", ">="] as const)
    expect(judge(["sum", op, "0"], { sum: null })).toBe(false);
  expect(judge(["vip", "=", false], { vip: null })).toBe(true);
});

it("knows the days that move with the clock", () => {
  const sunday = (text: string) => dayMeant(text, "2026-11-22");
  expect(["yesterday", "tomorrow", "today+30"].map(sunday)).toEqual([
    "2026-11-21",
    "2026-11-23",
    "2026-12-22",
  ]);
  expect(["week", "month", "quarter", "year", "2020-02-02"].map(sunday)).toEqual([
    "2026-11-16",
    "2026-11-01",
    "2026-10-01",
    "2026-01-01",
    "2020-02-02",
  ]);
});
