import { may } from "@/api/meta";
import type { ModuleFront } from "@/platform/extensions";
import { INVOICE, PAYMENT } from "./names";
import { STATEMENT } from "./statement";

/**
 * What is owed stands ready to be looked at; an invoice is paid from its own screen; statements come
 * in by file, and their bookings stand there before they become payments; payments that wait are
 * held against open invoices, one key for each.
 */
export const finance: ModuleFront = {
  name: "finance",
  pages: [
    { path: "/forecast", load: () => import("./ForecastPage") },
    { path: "/matching", load: () => import("@/modules/matching/MatchingPage") },
  ],
  listNotes: { [STATEMENT]: () => import("./StatementDrop") },
  cardTops: { [STATEMENT]: () => import("./StatementEntries") },
  recordActs: [
    {
      id: "pay",
      icon: "money",
      label: (t) => t("finance.pay"),
      when: (object, record, meta) =>
        object.name === INVOICE &&
        may(meta.objects[PAYMENT], "create") &&
        (record.payment === "open" || record.payment === "part"),
      load: () => import("./PayDialog"),
    },
  ],
  quickViews: {
    [INVOICE]: [
      {
        id: "open",
        label: (t) => t("finance.view.open"),
        filter: ["payment", "in", ["open", "part"]],
      },
      {
        id: "overdue",
        label: (t) => t("finance.view.overdue"),
        filter: ["and", ["payment", "in", ["open", "part"]], ["due", "<", "today"]],
      },
    ],
    [PAYMENT]: [
      {
        id: "unassigned",
        label: (t) => t("finance.view.unassigned"),
        filter: ["and", ["state", "!=", "done"], ["kind", "in", ["in", "out"]]],
      },
    ],
  },
};
