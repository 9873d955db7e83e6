import { expect, test } from "vitest";
import type { ObjectMeta } from "@/api/types";
import { readable } from "./formula";

const object = {
  fields: [
    { name: "amount", label: "Сумма" },
    { name: "f_7", label: "Скидка, %" },
    { name: "name", label: "Название" },
    { name: "f_8", label: "название" },
  ],
} as unknown as ObjectMeta;

test("fields are named by their labels, texts and unclear names stay", () => {
  expect(readable('amount * f_7 & "amount" & name & company.amount + ROUND(amount)', object)).toBe(
    '[Сумма] * [Скидка, %] & "amount" & name & company.amount + ROUND([Сумма])',
  );
  expect(readable("[Сумма] * 2", object)).toBe("[Сумма] * 2");
  expect(readable("amount", undefined)).toBe("amount");
});
