import { useTranslation } from "react-i18next";
import { useFormat } from "@/app/format";
import { IconButton } from "@/kit/Button";
import { type Calculator, difference, type Priced, type Variant } from "./calculator";

interface Props {
  calculator: Calculator;
  variants: Variant[];
  prices: Priced[];
  at: number;
  onChoose: (at: number) => void;
  onRemove: (at: number) => void;
}

/** Variants one below the other with their figures; the chosen one is in the fields above. */
export function Variants({ calculator, variants, prices, at, onChoose, onRemove }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const first = variants[0]?.values ?? {};
  const profit = prices.some((one) => one.profit);
  return (
    <table className="t calcvars" aria-label={t("calc.variants")}>
      <thead>
        <tr>
          <th scope="col">{t("calc.variant")}</th>
          <th scope="col" className="r">
            {t("calc.price")}
          </th>
          {profit && (
            <th scope="col" className="r">
              {t("offer.margin")}
            </th>
          )}
          <th scope="col" aria-label={t("action.delete")} />
        </tr>
      </thead>
      <tbody>
        {variants.map((one, index) => {
          const priced = prices[index];
          const words = difference(calculator, one.values, index ? first : null);
          return (
            <tr key={one.id} className={index === at ? "sel" : ""}>
              <td>
                <button
                  type="button"
                  className="linkbtn"
                  aria-pressed={index === at}
                  onClick={() => onChoose(index)}
                >
                  {index + 1}. {words}
                </button>
              </td>
              <td className="r nw">
                {priced?.price ? format.money(priced.price) : (priced?.faults[0]?.detail ?? "—")}
              </td>
              {profit && (
                <td className="r nw">
                  {priced?.margin == null ? "—" : format.percent(Number(priced.margin).toFixed(1))}
                </td>
              )}
              <td>
                <IconButton
                  small
                  icon="close"
                  label={t("calc.remove", { number: index + 1 })}
                  onClick={() => onRemove(index)}
                />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
