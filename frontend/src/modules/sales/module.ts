import type { ModuleFront } from "@/platform/extensions";

export const sales: ModuleFront = {
  name: "sales",
  letters: { "sales.deal": "d" },
};
