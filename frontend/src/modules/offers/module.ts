import type { ModuleFront } from "@/platform/extensions";

export const offers: ModuleFront = {
  name: "offers",
  records: { "offers.offer": () => import("./OfferScreen") },
  // A new offer is a document from its first line on, so it has the editor in place of the form.
  pages: [{ path: "/o/offers.offer/new", load: () => import("./NewOffer") }],
  letters: { "offers.offer": "q" },
};
