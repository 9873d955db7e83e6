import { expect, it } from "vitest";
import { hasHead } from "./FileFacts";

it("asks for the head row of tables only, not of address books", () => {
  expect(["xlsx", "csv", "vcard", "google"].filter((kind) => hasHead({ kind }))).toEqual([
    "xlsx",
    "csv",
  ]);
});
