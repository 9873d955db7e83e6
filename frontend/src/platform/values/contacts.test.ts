import { expect, it } from "vitest";
import { hrefOf } from "./contacts";

it("opens a talk in the messenger where its address is known", () => {
  expect(hrefOf("messengers", "@vera_t", "telegram")).toBe("https://t.me/vera_t");
  expect(hrefOf("messengers", "+79162003041", "telegram")).toBe("https://t.me/+79162003041");
  expect(hrefOf("messengers", "+79162003041", "whatsapp")).toBe("https://wa.me/79162003041");
  expect(hrefOf("messengers", "vera", "whatsapp")).toBeNull();
  expect(hrefOf("messengers", "javascript:alert(1)", "telegram")).toBeNull();
  expect(hrefOf("messengers", "vera", "signal")).toBeNull();
});

it("calls, writes and opens pages, but runs nothing", () => {
  expect(hrefOf("phones", "+79162003041")).toBe("tel:+79162003041");
  expect(hrefOf("emails", "a@b.example")).toBe("mailto:a@b.example");
  expect(hrefOf("sites", "firma.example")).toBe("https://firma.example");
  expect(hrefOf("sites", "javascript:alert(1)")).toBeNull();
});
