import type { ModuleFront } from "@/platform/extensions";

/** Prices, and consent to documents that grant more than their author may. */
export const pricing: ModuleFront = {
  name: "pricing",
  cardTops: { "pricing.approval": () => import("./ApprovalCard") },
  quickViews: {
    "pricing.approval": [
      {
        id: "waiting",
        label: (t) => t("approval.for_me"),
        filter: ["and", ["state", "=", "waiting"], ["owner", "=", "me"]],
      },
    ],
  },
};
