import { describe, expect, it } from "vitest";
import { mentionAt, mentionedIn, piecesOf, withMention } from "./mentions";

const anna = { id: "a", title: "Анна Ёлкина" };
const orlov = { id: "o", title: "Константин Орлов" };

describe("mentionAt", () => {
  it("finds the name being typed, also its second word", () => {
    expect(mentionAt("Спросить @Ан", 12)).toEqual({ from: 9, typed: "Ан" });
    expect(mentionAt("@Анна Ёл", 8)).toEqual({ from: 0, typed: "Анна Ёл" });
  });
  it("takes a mail address for what it is", () => {
    expect(mentionAt("info@firma", 10)).toBeNull();
  });
  it("ends after the second word", () => {
    expect(mentionAt("@Анна Ёлкина зайдёт", 19)).toBeNull();
  });
});

describe("withMention", () => {
  it("replaces what was typed and stands behind the name", () => {
    const put = withMention("Спросить @Ан завтра", 12, 9, anna.title);
    expect(put.text).toBe("Спросить @Анна Ёлкина завтра");
    expect(put.text.slice(0, put.caret)).toBe("Спросить @Анна Ёлкина ");
  });
});

describe("mentionedIn", () => {
  it("forgets those whose name was deleted, and counts nobody twice", () => {
    expect(mentionedIn("для @Анна Ёлкина", [anna, orlov, anna])).toEqual([anna]);
  });
});

describe("piecesOf", () => {
  it("cuts the text at names and loses none of it", () => {
    const text = "@Анна Ёлкина и @Константин Орлов: (ок)";
    const pieces = piecesOf(text, [anna, orlov]);
    expect(pieces.filter((one) => one.name).map((one) => one.text)).toEqual([
      "@Анна Ёлкина",
      "@Константин Орлов",
    ]);
    expect(pieces.map((one) => one.text).join("")).toBe(text);
  });
});
