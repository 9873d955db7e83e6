import type { ModuleFront, QuickView } from "@/platform/extensions";

const clients: QuickView[] = [
  { id: "mine", label: (t) => t("quick.mine"), filter: ["owner", "=", "me"] },
  { id: "no_step", label: (t) => t("quick.no_step"), filter: ["next_step_at", "empty"] },
];

export const people: ModuleFront = {
  name: "people",
  letters: { "people.person": "k", "people.company": "f" },
  quickViews: { "people.person": clients, "people.company": clients },
};
