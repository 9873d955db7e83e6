import { describe, expect, it } from "vitest";
import { parseDay, parseNumber, parseTime, zonedMoment } from "./parse";

describe("a typed number", () => {
  it.each([
    ["1 284,50", "ru", "1284.50"],
    ["1.284,50", "de", "1284.50"],
    ["1,284.50", "en", "1284.50"],
    ["1\u00A0284\u202F500,5", "ru", "1284500.5"],
    ["1.284", "de", "1284"],
    ["1.284", "ru", "1.284"],
    ["1,284", "en", "1284"],
    ["1,284", "de", "1.284"],
    ["1.284.500", "en", "1284500"],
    ["−12,5", "ru", "-12.5"],
    [",5", "de", "0.5"],
    ["7", "en", "7"],
  ] as const)("%s in %s is %s", (typed, language, expected) => {
    expect(parseNumber(typed, language)).toBe(expected);
  });

  it.each(["", "abc", "12a", "-", "."])("%s is none", (typed) => {
    expect(parseNumber(typed, "ru")).toBeNull();
  });
});

describe("a typed day", () => {
  const today = "2026-11-22";
  it.each([
    ["20.11.2026", "2026-11-20"],
    ["20.11", "2026-11-20"],
    ["1/2/27", "2027-02-01"],
    ["2026-1-5", "2026-01-05"],
    ["+3", "2026-11-25"],
    ["-22", "2026-10-31"],
    ["завтра", "2026-11-23"],
    ["Heute", "2026-11-22"],
  ])("%s is %s", (typed, expected) => {
    expect(parseDay(typed, today)).toBe(expected);
  });

  it.each(["31.02.2026", "40.1", "soon"])("%s is none", (typed) => {
    expect(parseDay(typed, today)).toBeNull();
  });
});

it("reads a time of day with and without minutes", () => {
  expect(["9", "930", "9:30", "24"].map(parseTime)).toEqual(["09:00", "09:30", "09:30", null]);
});

it("finds the moment a wall clock shows, also across the change to winter time", () => {
  expect(zonedMoment("2026-11-22", "15:00", "Europe/Samara")).toBe("2026-11-22T11:00:00Z");
  expect(zonedMoment("2026-10-24", "12:00", "Europe/Berlin")).toBe("2026-10-24T10:00:00Z");
  expect(zonedMoment("2026-10-26", "12:00", "Europe/Berlin")).toBe("2026-10-26T11:00:00Z");
});
