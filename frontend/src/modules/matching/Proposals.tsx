import { useTranslation } from "react-i18next";
import { useFormat } from "@/app/format";
import { Link } from "@/app/Link";
import { Kbd } from "@/kit/Kbd";
import { recordHref } from "@/platform/addresses";
import { INVOICE, type Part, type Proposal } from "./matching";

function PartRow({ part }: { part: Part }) {
  const { t } = useTranslation();
  const format = useFormat();
  const whole = part.amount.amount === part.open.amount;
  return (
    <li className="row w">
      <Link href={recordHref(INVOICE, part.invoice)}>{part.number}</Link>
      {part.day && <span className="mut sm">{format.day(part.day)}</span>}
      <span className="ell">{part.client}</span>
      <span className="sp" />
      {part.kind === "discount" && <span className="mut sm">{t("matching.discount")}</span>}
      <span className="nw">{format.money(part.amount)}</span>
      {!whole && (
        <span className="mut sm nw">{t("matching.of", { sum: format.money(part.open) })}</span>
      )}
    </li>
  );
}

interface Props {
  proposals: Proposal[];
  picked: number;
  onPick: (at: number) => void;
}

/** What a payment may be, the likeliest first; the figure is the key that picks it. */
export function Proposals({ proposals, picked, onPick }: Props) {
  const { t } = useTranslation();
  return (
    <fieldset className="proposals" aria-label={t("matching.proposals")}>
      {proposals.map((one, at) => (
        <label
          key={one.parts.map((part) => part.invoice + part.amount.amount).join()}
          className={at === picked ? "on" : undefined}
        >
          <input type="radio" name="proposal" checked={at === picked} onChange={() => onPick(at)} />
          <Kbd>{String(at + 1)}</Kbd>
          <span className="col g4 sp">
            <ul>
              {one.parts.map((part) => (
                <PartRow key={part.invoice + part.kind} part={part} />
              ))}
            </ul>
            <span className="mut sm">{one.reasons.join(" · ")}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
