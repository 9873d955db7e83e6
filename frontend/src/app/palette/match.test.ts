import { expect, it } from "vitest";
import { matches, otherLayout } from "./match";

it("finds a command typed on the wrong keyboard layout", () => {
  expect(otherLayout("cjrjk")).toBe("сокол");
  expect(matches("Создать: контакт", "rjyn")).toBe(true);
  expect(matches("New: contact", "тц")).toBe(false);
  expect(matches("New: contact", "тущ")).toBe(false);
});

it("wants every typed word at the beginning of a word", () => {
  expect(matches("Создать: контакт", "кон соз")).toBe(true);
  expect(matches("Создать: контакт", "акт")).toBe(false);
  expect(matches("Счёт", "счет")).toBe(true);
});
