import { expect, it } from "vitest";
import type { ObjectMeta } from "@/api/types";
import { initialValues, isCalled } from "./initial";

const field = (name: string, kind: string) => ({ name, kind, read_only: false, options: null });
const person = {
  fields: [
    field("last_name", "text"),
    { ...field("phones", "phones"), options: [{ value: "mobile", label: "" }] },
    field("emails", "emails"),
    { ...field("name", "text"), read_only: true },
  ],
  quick: ["last_name", "phones", "emails"],
  title_field: "name",
} as unknown as ObjectMeta;
const text = (typed: string) => `?text=${encodeURIComponent(typed)}`;

it("puts a typed number among the phones, an address among the mails, all else into the name", () => {
  expect(initialValues(person, text("8 (926) 111-22-33"))).toEqual({
    phones: [{ kind: "mobile", value: "8 (926) 111-22-33" }],
  });
  expect(initialValues(person, text("a@b.example"))).toEqual({
    emails: [{ kind: "", value: "a@b.example" }],
  });
  expect(initialValues(person, text("Соколова"))).toEqual({ last_name: "Соколова" });
  expect(initialValues(person, text("1812"))).toEqual({ last_name: "1812" });
});

it("takes fields by name, but none that is computed", () => {
  expect(initialValues(person, "?last_name=Weiß&name=X&color=1")).toEqual({ last_name: "Weiß" });
});

it("knows that somebody is calling", () => {
  expect(isCalled(text("+7 926 111-22-33"))).toBe(true);
  expect(isCalled(text("Соколова"))).toBe(false);
  expect(isCalled("")).toBe(false);
});
