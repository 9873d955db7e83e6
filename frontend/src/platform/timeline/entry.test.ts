import { describe, expect, it } from "vitest";
import type { Rec } from "@/api/types";
import {
  canSend,
  EMPTY_DRAFT,
  entryBody,
  isTouched,
  keepEntryDraft,
  phonesOf,
  readEntryDraft,
} from "./entry";

describe("entryBody", () => {
  it("sends a note with its text alone, whatever was typed for a call before", () => {
    const draft = { ...EMPTY_DRAFT, text: " Важно ", result: "agreed", minutes: "5" };
    expect(entryBody("note", draft)).toEqual({ kind: "note", text: "Важно" });
  });
  it("sends what is known of a call and nothing empty", () => {
    const draft = { ...EMPTY_DRAFT, text: "да", minutes: "5", nextStep: "КП", result: "agreed" };
    expect(entryBody("call", draft)).toEqual({
      kind: "call",
      text: "да",
      direction: "out",
      minutes: 5,
      result: "agreed",
      next_step: "КП",
    });
  });
  it("has no direction for a meeting", () => {
    expect(entryBody("meeting", { ...EMPTY_DRAFT, phone: "1" })).toEqual({ kind: "meeting" });
  });
  it("names only those whose mention still stands", () => {
    const draft = { ...EMPTY_DRAFT, text: "@А Б", mentions: [{ id: "1", title: "А Б" }] };
    expect(entryBody("note", draft).mentions).toEqual(["1"]);
    expect(entryBody("note", { ...draft, text: "А Б" }).mentions).toBeUndefined();
  });
});

describe("the draft of an entry", () => {
  it("is kept per user and record, and forgotten when nothing is left", () => {
    const draft = { ...EMPTY_DRAFT, text: "начато" };
    keepEntryDraft("u", "sales.deal", "1", draft);
    expect(readEntryDraft("u", "sales.deal", "1")).toEqual(draft);
    expect(readEntryDraft("other", "sales.deal", "1")).toEqual(EMPTY_DRAFT);
    keepEntryDraft("u", "sales.deal", "1", EMPTY_DRAFT);
    expect(localStorage.getItem("kartei.entry.u.sales.deal.1")).toBeNull();
  });
  it("is not one because of a direction", () => {
    expect(isTouched({ ...EMPTY_DRAFT, direction: "in" })).toBe(false);
    expect(isTouched({ ...EMPTY_DRAFT, nextStep: "КП" })).toBe(true);
  });
});

describe("canSend", () => {
  it("wants a text for a note; the fact of a call is enough", () => {
    expect(canSend("note", { ...EMPTY_DRAFT, text: "  " })).toBe(false);
    expect(canSend("call", EMPTY_DRAFT)).toBe(true);
  });
});

describe("phonesOf", () => {
  it("takes the record's and its clients' numbers, each once", () => {
    const phone = (value: string) => ({ kind: "mobile", value, show: `№ ${value}` });
    const record = {
      contact_phones: [phone("+71")],
      name: "x",
      with: { links: { person: { phones: [phone("+71"), phone("+72")], emails: ["a"] } } },
    } as unknown as Rec;
    expect(phonesOf(record).map((one) => one.value)).toEqual(["+71", "+72"]);
  });
});
