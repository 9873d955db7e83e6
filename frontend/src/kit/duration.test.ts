import { expect, test } from "vitest";
import { durationTyped, durationWords, parseDuration } from "./duration";

test("lengths of time are read as people write them", () => {
  expect(["1:30", "90 мин", "1,5 ч", "1.5", "1 Std. 30 Min.", "5400 s"].map(parseDuration)).toEqual(
    Array(6).fill(5400),
  );
  expect(["", "x", "1:75", "5 apples"].map(parseDuration)).toEqual(Array(4).fill(null));
});

test("and shown in the words of each language", () => {
  expect(durationWords(5415, "ru")).toBe("1\u00a0ч\u00a030\u00a0мин\u00a015\u00a0с");
  expect(durationWords(0, "de")).toBe("0\u00a0Min.");
  expect([durationTyped(5400), durationTyped(-61)]).toEqual(["1:30", "-0:01:01"]);
});
