import type { ModuleFront } from "@/platform/extensions";
import { STATEMENT } from "./statement";

/** Statements come in by file, and their bookings stand there before they become payments. */
export const finance: ModuleFront = {
  name: "finance",
  listNotes: { [STATEMENT]: () => import("./StatementDrop") },
  cardTops: { [STATEMENT]: () => import("./StatementEntries") },
};
