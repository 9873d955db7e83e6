import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { queries } from "@/api/queries";
import type { Field, ListAnswer, Rec } from "@/api/types";
import { saveField } from "./save-field";

const city = { name: "city", label: "City", kind: "text" } as Field;
const before = { id: "1", version: 3, city: "Ulm", name: "A" } as unknown as Rec;
const KEY = ["records", "people.company", "list", {}];
const shown = () => queries.getQueryData<{ pages: ListAnswer[] }>(KEY)?.pages[0]?.items[0] as Rec;

const answer = (status: number, body: object) =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });

const sent = vi.fn<(...asked: Parameters<typeof fetch>) => Promise<Response>>();

beforeEach(() => {
  queries.setQueryData(KEY, {
    pages: [{ items: [before], next: null, count: null }],
    pageParams: [""],
  });
  vi.stubGlobal("fetch", sent);
});

afterEach(() => {
  sent.mockReset();
  queries.clear();
  vi.unstubAllGlobals();
});

const versionOf = (call: number) =>
  new Headers(sent.mock.calls[call]?.[1]?.headers).get("If-Match");

it("shows the new value before the server has answered", async () => {
  let release: (answer: Response) => void = () => undefined;
  sent.mockReturnValue(
    new Promise((done) => {
      release = done;
    }),
  );
  const saving = saveField("people.company", before, city, "Bonn");
  expect(shown().city).toBe("Bonn");
  release(answer(200, { ...before, version: 4, city: "Bonn" }));
  await saving;
  expect(shown().version).toBe(4);
  expect(versionOf(0)).toBe('"3"');
});

it("brings the old value back when refused", async () => {
  sent.mockResolvedValue(answer(422, { status: 422, code: "records.invalid", detail: "no" }));
  await expect(saveField("people.company", before, city, "")).rejects.toThrow("no");
  expect(shown().city).toBe("Ulm");
});

it("merges with another's change of another field without asking", async () => {
  const theirs = { ...before, version: 9, name: "B" };
  sent.mockResolvedValueOnce(answer(412, { status: 412, current: theirs }));
  sent.mockResolvedValueOnce(answer(200, { ...theirs, version: 10, city: "Bonn" }));
  await saveField("people.company", before, city, "Bonn");
  expect(versionOf(1)).toBe('"9"');
  expect(shown()).toMatchObject({ name: "B", city: "Bonn", version: 10 });
});
