import { may } from "@/api/meta";
import type { ModuleFront } from "@/platform/extensions";
import { CLIENTS, INVOICE } from "./debts";

/** Who owes what since when, the list for calls, and statements of account. */
export const receivables: ModuleFront = {
  name: "finance",
  pages: [{ path: "/receivables", load: () => import("./DebtsPage") }],
  recordActs: [
    {
      id: "statement",
      icon: "list",
      label: (t) => t("debts.statement"),
      when: (object, record, meta) =>
        CLIENTS.includes(object.name) &&
        !record.deleted &&
        may(meta.objects[INVOICE], "read") &&
        "finance.payment" in meta.objects,
      load: () => import("./StatementDialog"),
    },
  ],
};
