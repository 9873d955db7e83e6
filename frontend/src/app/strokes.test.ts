import { describe, expect, it } from "vitest";
import { isTyping, printStroke, strokeOf } from "./strokes";

const press = (key: string, code: string, more: KeyboardEventInit = {}) =>
  strokeOf(new KeyboardEvent("keydown", { key, code, ...more }));

describe("a key press", () => {
  it("is the printed letter on a Latin layout, wherever the key lies", () => {
    expect(press("z", "KeyY")).toBe("z");
  });

  it("is the letter of the position on a Cyrillic layout", () => {
    expect(press("о", "KeyJ")).toBe("j");
    expect(press("Л", "KeyK", { ctrlKey: true })).toBe("ctrl+k");
  });

  it("keeps signs as they are, the slash and the question mark of every layout", () => {
    expect(press("/", "Digit7", { shiftKey: true })).toBe("/");
    expect(press("?", "Slash", { shiftKey: true })).toBe("?");
    expect(press(".", "Slash")).toBe(".");
  });

  it("names held keys in one order", () => {
    expect(press("Enter", "Enter", { shiftKey: true })).toBe("shift+enter");
    expect(press("ArrowUp", "ArrowUp", { altKey: true })).toBe("alt+arrowup");
  });
});

it("knows where text is typed", () => {
  const box = Object.assign(document.createElement("input"), { type: "checkbox" });
  const line = document.createElement("input");
  expect([isTyping(line), isTyping(box), isTyping(document.body)]).toEqual([true, false, false]);
});

it("prints keys as they are called in the language", () => {
  expect(printStroke("ctrl+k", "de")).toBe("Strg K");
  expect(printStroke("c k", "ru")).toBe("C, K");
});
