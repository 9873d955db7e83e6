import type { ModuleFront } from "@/platform/extensions";
import { BILL } from "./bill";

/** Bills come in by file, and their pages stand beside what was read out of them. */
export const einvoice: ModuleFront = {
  name: "einvoice",
  pages: [{ path: "/einvoice-check", load: () => import("./CheckPage") }],
  listNotes: { [BILL]: () => import("./BillDrop") },
  cardTops: { [BILL]: () => import("./BillPages") },
};
