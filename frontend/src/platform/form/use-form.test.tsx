import { QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { MetaContext } from "@/api/meta";
import { queries } from "@/api/queries";
import type { Meta, ObjectMeta } from "@/api/types";
import { useNewForm } from "./use-form";

const NOTHING = {};
const field = (name: string, kind = "text") => ({ name, label: name, kind, read_only: false });
const object = {
  name: "people.company",
  fields: [field("name"), field("owner", "link")],
  quick: ["name"],
  commands: [],
} as unknown as ObjectMeta;
const meta = {
  user: { id: "u1" },
  firm: { timezone: "Asia/Vladivostok", currency: "RUB" },
  currencies: {},
} as unknown as Meta;

const sent = vi.fn<(...asked: Parameters<typeof fetch>) => Promise<Response>>();
const answer = (status: number, body: object) =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });
const keyOf = (call: number) =>
  new Headers(sent.mock.calls[call]?.[1]?.headers).get("Idempotency-Key");

function inApp({ children }: { children: ReactNode }) {
  return (
    <QueryClientProvider client={queries}>
      <MetaContext value={meta}>{children}</MetaContext>
    </QueryClientProvider>
  );
}

const open = (onCreated = vi.fn()) =>
  renderHook(() => useNewForm(object, NOTHING, onCreated), { wrapper: inApp });

beforeEach(() => vi.stubGlobal("fetch", sent));
afterEach(() => {
  cleanup();
  sent.mockReset();
  queries.clear();
  vi.unstubAllGlobals();
});

it("makes one record of a double click and of a retry after a lost answer", async () => {
  const made = vi.fn();
  sent.mockRejectedValueOnce(new TypeError("lost"));
  sent.mockResolvedValue(answer(201, { id: "1", version: 1 }));
  const { result } = open(made);
  act(() => result.current.set("name", "Ada"));
  act(() => {
    result.current.save();
    result.current.save();
  });
  await waitFor(() => expect(result.current.general).not.toBeNull());
  act(() => result.current.save());
  await waitFor(() => expect(made).toHaveBeenCalledOnce());
  expect(sent.mock.calls.length).toBe(2);
  expect(keyOf(0)).toBeTruthy();
  expect(keyOf(1)).toBe(keyOf(0));
});

it("offers the draft again after the tab was closed, and none once the record is made", async () => {
  const first = open();
  act(() => first.result.current.set("name", "Ada"));
  first.unmount();
  const second = open();
  expect(second.result.current.values.name).toBe("Ada");
  sent.mockResolvedValue(answer(201, { id: "1", version: 1 }));
  act(() => second.result.current.save());
  await waitFor(() => expect(second.result.current.saving).toBe(false));
  second.unmount();
  expect(open().result.current.values.name).toBeUndefined();
});

it("puts a refusal at its field and writes links as ids", async () => {
  const errors = [{ pointer: "/name", field: "name", code: "required", detail: "Fill in" }];
  sent.mockResolvedValue(answer(422, { status: 422, code: "records.invalid", errors }));
  const { result } = open();
  act(() => result.current.set("owner", { id: "u2", title: "B" }));
  act(() => result.current.save());
  await waitFor(() => expect(result.current.problems).toEqual({ name: "Fill in" }));
  expect(result.current.general).toBeNull();
  expect(JSON.parse(String(sent.mock.calls[0]?.[1]?.body))).toEqual({ owner: "u2" });
});

it("sends nothing while a typed text cannot be read", () => {
  const { result } = open();
  act(() => result.current.set("name", null, "Enter a day"));
  act(() => result.current.save());
  expect(sent).not.toHaveBeenCalled();
  expect(result.current.problems).toEqual({ name: "Enter a day" });
});

it("begins with the day it is in the firm's zone where a field says today", () => {
  vi.useFakeTimers({ now: new Date("2026-11-22T20:00:00Z") });
  const since = { ...field("since", "date"), default: "today" };
  const dated = { ...object, name: "own.visit", fields: [since] } as unknown as ObjectMeta;
  const { result } = renderHook(() => useNewForm(dated, NOTHING, vi.fn()), { wrapper: inApp });
  expect(result.current.values).toEqual({ since: "2026-11-23" });
  expect(result.current.dirty).toBe(false);
  vi.useRealTimers();
});

it("sends what commands are given with the creation, and keeps no password in the draft", async () => {
  sent.mockResolvedValue(answer(201, { id: "1", version: 1 }));
  const user = {
    ...object,
    name: "access.user",
    commands: [{ name: "set_password", first: true, input: [field("password", "password")] }],
  } as unknown as ObjectMeta;
  const { result } = renderHook(() => useNewForm(user, NOTHING, vi.fn()), { wrapper: inApp });
  act(() => result.current.set("name", "Ada"));
  act(() => result.current.ask("set_password.password", "right horse"));
  expect(JSON.stringify({ ...localStorage })).not.toContain("right horse");
  act(() => result.current.save());
  await waitFor(() => expect(sent).toHaveBeenCalled());
  expect(JSON.parse(String(sent.mock.calls[0]?.[1]?.body))).toMatchObject({
    name: "Ada",
    with: { set_password: { password: "right horse" } },
  });
});
