import { useTranslation } from "react-i18next";
import { useFormat } from "@/app/format";
import type { Priced } from "./calculator";

interface Props {
  priced: Priced | undefined;
}

/** Price, purchase price, gross profit and margin of one unit; what is hidden is left out. */
export function Figures({ priced }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const loss = priced?.profit?.amount.startsWith("-");
  return (
    <dl className="calcsum" aria-live="polite" aria-label={t("calc.result")}>
      <div className="main">
        <dt>{t("calc.price")}</dt>
        <dd>{priced?.price ? format.money(priced.price) : "—"}</dd>
      </div>
      {priced?.cost && (
        <div>
          <dt>{t("calc.cost")}</dt>
          <dd>{format.money(priced.cost)}</dd>
        </div>
      )}
      {priced?.profit && (
        <div>
          <dt>{t("offer.profit")}</dt>
          <dd className={loss ? "neg" : "pos"}>{format.money(priced.profit)}</dd>
        </div>
      )}
      {priced?.margin != null && (
        <div>
          <dt>{t("offer.margin")}</dt>
          <dd>{format.percent(Number(priced.margin).toFixed(1))}</dd>
        </div>
      )}
    </dl>
  );
}
