import { beforeEach, expect, it, vi } from "vitest";
import { printPdf } from "./print";

beforeEach(() => {
  URL.createObjectURL = () => "about:blank";
  URL.revokeObjectURL = vi.fn();
});

it("asks to print what was loaded, from one hidden frame", () => {
  printPdf(new Blob(["%PDF"]));
  printPdf(new Blob(["%PDF"]));
  const frames = document.querySelectorAll<HTMLIFrameElement>("iframe");
  expect(frames).toHaveLength(1);
  const print = vi.fn();
  Object.defineProperty(frames[0], "contentWindow", { value: { focus: vi.fn(), print } });
  frames[0]?.dispatchEvent(new Event("load"));
  expect(print).toHaveBeenCalledTimes(1);
});
