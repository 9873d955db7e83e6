import type { RefObject } from "react";
import { useTranslation } from "react-i18next";
import { useList } from "@/api/records";
import { useGo } from "@/app/Link";
import { Button } from "@/kit/Button";
import { Select } from "@/kit/inputs";
import { recordHref } from "@/platform/addresses";
import { CATEGORY, PAYMENT, type Waiting } from "./matching";
import { Proposals } from "./Proposals";

interface Props {
  payment: Waiting;
  picked: number;
  onPick: (at: number) => void;
  remember: boolean;
  onRemember: (remember: boolean) => void;
  onConfirm: () => void;
  onCategory: (category: string) => void;
  onSkip: () => void;
  category: RefObject<HTMLSelectElement | null>;
  busy: boolean;
}

/** The payment one is at: why it is not certain, what it may be, and what it is instead. */
export function Deciding(props: Props) {
  const { payment, picked, onPick, onConfirm, onCategory, onSkip, category, busy } = props;
  const { remember, onRemember } = props;
  const { t } = useTranslation();
  const go = useGo();
  const incomes = useList(CATEGORY, { filter: ["way", "=", "in"], fields: ["name"], limit: 100 });
  const categories = (incomes.data?.pages ?? [])
    .flatMap((page) => page.items)
    .map((one) => ({ value: one.id, label: String(one.name) }));
  const offered = payment.proposals.length > 0;
  return (
    <div className="deciding">
      {payment.doubts.length > 0 && (
        <p className="sm warn">{t("matching.doubts", { why: payment.doubts.join("; ") })}</p>
      )}
      {offered && <Proposals proposals={payment.proposals} picked={picked} onPick={onPick} />}
      <div className="row w">
        {offered && (
          <Button tone="primary" shortcut="Enter" aria-disabled={busy} onClick={onConfirm}>
            {t("matching.confirm")}
          </Button>
        )}
        <Select
          ref={category}
          aria-label={t("matching.category")}
          value=""
          empty={t("matching.category")}
          choices={categories}
          onValue={(value) => value && onCategory(value)}
        />
        <Button onClick={() => go(recordHref(PAYMENT, payment.id))}>{t("matching.other")}</Button>
        <Button tone="quiet" onClick={onSkip}>
          {t("matching.skip")}
        </Button>
        <label className="row g4 sm">
          <input
            type="checkbox"
            checked={remember}
            onChange={(event) => onRemember(event.target.checked)}
          />
          {t("matching.remember")}
        </label>
      </div>
    </div>
  );
}
