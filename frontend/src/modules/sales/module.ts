import type { Filter } from "@/api/types";
import { boardView } from "@/platform/board/view";
import type { ModuleFront } from "@/platform/extensions";

const open: Filter = ["state", "=", "open"];

export const sales: ModuleFront = {
  name: "sales",
  letters: { "sales.deal": "d" },
  listViews: [boardView],
  records: { "sales.funnel": () => import("./FunnelScreen") },
  roleParts: [() => import("./RoleStages")],
  quickViews: {
    "sales.deal": [
      { id: "mine", label: (t) => t("quick.mine"), filter: ["and", ["owner", "=", "me"], open] },
      {
        id: "no_step",
        label: (t) => t("quick.no_step"),
        filter: ["and", open, ["next_step_at", "empty"]],
      },
      {
        id: "rotting",
        label: (t) => t("quick.rotting"),
        filter: ["and", open, ["rots_on", "<=", "today"]],
      },
    ],
  },
};
