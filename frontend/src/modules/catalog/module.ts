import type { ModuleFront } from "@/platform/extensions";

/** Products: what is in a set, typed as a table on the product's card. */
export const catalog: ModuleFront = {
  name: "catalog",
  cardTops: { "catalog.product": () => import("./PartsCard") },
};
