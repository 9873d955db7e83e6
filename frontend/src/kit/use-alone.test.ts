import { renderHook } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { useAlone } from "./use-alone";

it("does an act once while it is on its way, and again afterwards", async () => {
  const { result } = renderHook(() => useAlone());
  const act = vi.fn(() => Promise.resolve());
  await Promise.all([result.current(act), result.current(act)]);
  expect(act).toHaveBeenCalledTimes(1);
  await expect(result.current(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  await result.current(act);
  expect(act).toHaveBeenCalledTimes(2);
});
