import { useTranslation } from "react-i18next";
import { useFormat } from "@/app/format";
import { Banner } from "@/kit/states";
import { type Receivables, SPANS } from "./debts";

/** What all owe together, by how late it is, in the firm's currency. */
export function DebtSums({ sums }: { sums: Receivables["sums"] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const parts = [
    { id: "total", label: t("debts.total"), money: sums.total },
    { id: "late", label: t("debts.late"), money: sums.late },
    ...SPANS.map((id, at) => ({ id, label: t(`debts.${id}`), money: sums.spans[at] })),
  ];
  return (
    <>
      <dl className="debtsums">
        {parts.map((one) => (
          <div key={one.id} className={one.id}>
            <dt>{one.label}</dt>
            <dd>{one.money && format.money(one.money)}</dd>
          </div>
        ))}
      </dl>
      {sums.unknown.length > 0 && (
        <Banner>{t("debts.unknown", { currencies: sums.unknown.join(", ") })}</Banner>
      )}
    </>
  );
}
