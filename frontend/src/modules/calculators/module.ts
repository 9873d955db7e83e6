import type { ModuleFront } from "@/platform/extensions";
import { CALCULATOR } from "./calculator";

export const calculators: ModuleFront = {
  name: "calculators",
  records: { [CALCULATOR]: () => import("./CalculatorScreen") },
  pages: [{ path: `/o/${CALCULATOR}/new`, load: () => import("./NewCalculator") }],
};
