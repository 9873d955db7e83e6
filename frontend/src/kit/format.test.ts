import { describe, expect, it, vi } from "vitest";
import { createFormat } from "./format";

const currencies = {
  RUB: { digits: 2, sign: "₽" },
  EUR: { digits: 2, sign: "€" },
  GBP: { digits: 2, sign: "£" },
};
const of = (language: "ru" | "de" | "en") =>
  createFormat({ language, timezone: "Europe/Samara", currencies });
/** Narrow and ordinary no-break spaces read alike here. */
const plain = (text: string) => text.replace(/[\u00A0\u202F]/g, " ");

describe("money", () => {
  it("is written as the language writes it", () => {
    expect(plain(of("ru").money({ amount: "1284500.00", currency: "RUB" }))).toBe("1 284 500 ₽");
    expect(plain(of("de").money({ amount: "43642.02", currency: "EUR" }))).toBe("43.642,02 €");
    expect(plain(of("en").money({ amount: "-412800.5", currency: "GBP" }))).toBe("-£412,800.50");
  });

  it("keeps digits that a floating number would lose", () => {
    expect(plain(of("ru").amount("90071992547409.93", "RUB"))).toBe("90 071 992 547 409,93");
  });
});

it("writes a percentage with the space of the language", () => {
  expect(["ru", "de", "en"].map((one) => plain(of(one as "ru").percent("31.4")))).toEqual([
    "31,4 %",
    "31,4 %",
    "31.4%",
  ]);
});

it("reckons days in the firm's zone, not in the browser's", () => {
  vi.useFakeTimers({ now: new Date("2026-11-22T21:30:00Z") });
  const format = of("ru");
  expect(format.today()).toBe("2026-11-23");
  expect(format.shortDay("2026-11-22")).toBe("вчера");
  expect(format.shortDay("2026-11-20")).toBe("20 нояб.");
  expect(format.shortDay("2025-11-20")).toBe("20.11.2025");
  expect(format.shortMoment("2026-11-22T21:00:00Z")).toBe("сегодня, 01:00");
  vi.useRealTimers();
});
