import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { useSteady } from "./use-steady";

const same = (a: string[], b: string[]) => a.join() === b.join();

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it("keeps what lies under a moving pointer until it rests", () => {
  const { result, rerender } = renderHook(({ value }) => useSteady(value, same), {
    initialProps: { value: ["Anna", "Boris"] },
  });
  act(() => result.current.onPointerMove());
  rerender({ value: ["Boris"] });
  act(() => void vi.advanceTimersByTime(200));
  expect(result.current.shown).toEqual(["Anna", "Boris"]);
  act(() => result.current.onPointerMove());
  act(() => void vi.advanceTimersByTime(200));
  expect(result.current.shown).toEqual(["Anna", "Boris"]);
  act(() => void vi.advanceTimersByTime(200));
  expect(result.current.shown).toEqual(["Boris"]);
  rerender({ value: ["Clara"] });
  expect(result.current.shown).toEqual(["Clara"]);
});
