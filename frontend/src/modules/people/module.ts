import type { ModuleFront } from "@/platform/extensions";

export const people: ModuleFront = {
  name: "people",
  letters: { "people.person": "k", "people.company": "f" },
};
