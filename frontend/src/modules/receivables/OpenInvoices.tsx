import { useTranslation } from "react-i18next";
import { Failure } from "@/app/errors";
import { useFormat } from "@/app/format";
import { Link } from "@/app/Link";
import { Late } from "@/kit/states";
import { recordHref } from "@/platform/addresses";
import { INVOICE, useOpenInvoices } from "./debts";

/** The invoices that a figure was summed from. */
export function OpenInvoices({ query }: { query: Record<string, string> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const found = useOpenInvoices(query);
  if (found.error) return <Failure error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Late>{t("state.loading")}</Late>;
  return (
    <ul className="openbills">
      {found.data.items.map((one) => (
        <li key={one.id}>
          <Link href={recordHref(INVOICE, one.id)}>{one.number}</Link>
          <span className="mut nw">{format.day(one.day)}</span>
          <span className="nw">{t("debts.due", { day: format.day(one.due) })}</span>
          <span className={one.days > 0 ? "late nw" : "mut nw"}>
            {one.days > 0 ? t("debts.days_late", { count: one.days }) : t("debts.coming")}
          </span>
          <b className="nw">{format.money(one.open)}</b>
        </li>
      ))}
    </ul>
  );
}
