import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { fieldOf } from "@/api/meta";
import type { Money, ObjectMeta, Rec } from "@/api/types";
import { useFormat } from "@/app/format";
import { Button } from "@/kit/Button";
import { minus, sumOf } from "./amounts";
import type { Sums } from "./use-sums";

interface Props {
  sums: Sums | undefined;
  object: ObjectMeta;
  record: Rec | null;
  locked: boolean;
  onAdd: () => void;
  /** Absent where there is no calculator for the asker. */
  onCalculate?: () => void;
}

/** Sum of the lines and what the discount on the whole takes off; null where there is none. */
function discountOf(sums: Sums, digits: number) {
  const counted = sums.lines.filter((line) => !line.optional || line.chosen);
  const amounts = counted.map((line) => line.amount?.amount ?? "0");
  const lines = sumOf(amounts, digits);
  const after = sums.vat_mode === "included" ? sums.total : sums.net;
  const off = after ? minus(after.amount, lines, digits) : "0";
  return /[1-9]/.test(off) ? { lines, off } : null;
}

/** The words for the discount on the whole, with the rule that gives it. */
const labelOf = (sums: Sums, words: string) =>
  sums.discount_from ? `${words} · ${sums.discount_from}` : words;

/** What came in on an invoice, and what is still owed, once something did or it is issued. */
function paidSums(object: ObjectMeta, record: Rec | null) {
  return ["paid", "open", "received"].flatMap((name) => {
    const value = record?.[name] as Money | null | undefined;
    const label = fieldOf(object, name)?.label;
    const none = !value || (name !== "open" && !/[1-9]/.test(value.amount));
    return none || !label ? [] : [{ label, value, open: name === "open" }];
  });
}

/** Net, VAT and total as the server reckons them; profit only for those who may see it. */
export function Totals({ sums, object, record, locked, onAdd, onCalculate }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const currency = sums?.currency ?? "";
  const money = (amount: string | undefined) =>
    amount === undefined ? "—" : format.money({ amount, currency });
  const discount = sums && discountOf(sums, format.digits(currency));
  const row = (label: ReactNode, value: ReactNode, className = "") => (
    <>
      <dt className={className || "mut"}>{label}</dt>
      <dd className={className}>{value}</dd>
    </>
  );
  return (
    <div className="tot">
      <div className="col g12 hide-m">
        {sums?.profit && (
          <div className="row g12 top0 figures">
            <div>
              <div className="sm mut">{t("offer.profit")}</div>
              <div className={sums.profit.amount.startsWith("-") ? "big neg" : "big pos"}>
                {money(sums.profit.amount)}
              </div>
            </div>
            {sums.margin != null && (
              <div>
                <div className="sm mut">{t("offer.margin")}</div>
                <div className="big">{format.percent(sums.margin)}</div>
              </div>
            )}
          </div>
        )}
        {!locked && (
          <div className="row g4">
            <Button icon="plus" shortcut="Ins" onClick={onAdd}>
              {t("offer.add_line")}
            </Button>
            {onCalculate && (
              <Button icon="money" shortcut="Alt C" onClick={onCalculate}>
                {t("calc.open")}
              </Button>
            )}
          </div>
        )}
      </div>
      <dl aria-live="polite">
        {discount && (
          <>
            {row(t("offer.sum_of_lines"), money(discount.lines), "mut hide-m")}
            {row(labelOf(sums, t("offer.discount_whole")), money(discount.off), "neg hide-m")}
          </>
        )}
        {sums?.profit && (
          <>
            <dt className="show-m pos">{t("offer.profit")}</dt>
            <dd className="show-m pos b">{money(sums.profit.amount)}</dd>
          </>
        )}
        {row(t("offer.net"), money(sums?.net?.amount))}
        {sums?.rates
          ?.filter((one) => one.rate !== null)
          .map((one) => (
            <div key={one.rate} className="pair">
              {row(
                t("offer.vat_of", { percent: format.percent(one.rate ?? "0") }),
                money(one.vat.amount),
                "mut",
              )}
            </div>
          ))}
        {row(t("offer.total"), money(sums?.total?.amount), "gr")}
        {sums?.without_options &&
          row(t("offer.without_options"), money(sums.without_options.amount))}
        {paidSums(object, record).map(({ label, value, open }) => (
          <div key={label} className="pair">
            {row(label, format.money(value), open ? "b" : "mut")}
          </div>
        ))}
      </dl>
    </div>
  );
}
