import type { ModuleFront, QuickView } from "@/platform/extensions";

const clients: QuickView[] = [
  { id: "mine", label: (t) => t("quick.mine"), filter: ["owner", "=", "me"] },
  { id: "no_step", label: (t) => t("quick.no_step"), filter: ["next_step_at", "empty"] },
  {
    id: "silent",
    label: (t) => t("quick.silent"),
    filter: ["and", ["purchases", "=", 1], ["last_purchase", "<", "today-182"]],
  },
];

export const people: ModuleFront = {
  name: "people",
  letters: { "people.person": "k", "people.company": "f" },
  quickViews: { "people.person": clients, "people.company": clients },
};
