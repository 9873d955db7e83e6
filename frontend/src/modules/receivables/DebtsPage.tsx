import "./debts.css";
import { useTranslation } from "react-i18next";
import { may, useObject } from "@/api/meta";
import { Failure } from "@/app/errors";
import { NotFound } from "@/app/NotFound";
import { useRider } from "@/app/riders";
import { Segmented } from "@/kit/inputs";
import { Late } from "@/kit/states";
import { Tabs } from "@/kit/Tabs";
import { DayInput } from "@/platform/values/date";
import { pseudoField } from "@/platform/values/pseudo";
import { Calls } from "./Calls";
import { Debtors } from "./Debtors";
import { DebtSums } from "./DebtSums";
import { type Asked, fileHref, INVOICE, useAsked, useDebts, WAYS } from "./debts";

const PARTS = ["ageing", "calls"] as const;

function Bar({ asked, change }: { asked: Asked; change: (more: Asked) => void }) {
  const { t } = useTranslation();
  const by = WAYS.find((one) => one === asked.by) ?? WAYS[0];
  return (
    <search className="debtbar">
      <span className="lab">{t("debts.day")}</span>
      <DayInput
        field={pseudoField("day", t("debts.day"), "date")}
        aria-label={t("debts.day")}
        value={asked.day ?? null}
        onChange={(day) => change({ day: day ? String(day) : "" })}
      />
      {asked.part !== "calls" && (
        <Segmented
          label={t("debts.by")}
          value={by}
          onValue={(next) => change({ by: next === WAYS[0] ? "" : next })}
          choices={WAYS.map((one) => ({ value: one, label: t(`debts.by_${one}`) }))}
        />
      )}
    </search>
  );
}

function Found({ asked, change }: { asked: Asked; change: (more: Asked) => void }) {
  const { t } = useTranslation();
  const found = useDebts(asked);
  if (found.error && !found.data)
    return <Failure error={found.error} onRetry={() => void found.refetch()} />;
  return (
    <>
      <Bar asked={asked} change={change} />
      {!found.data && <Late>{t("state.loading")}</Late>}
      {found.data && <DebtSums sums={found.data.sums} />}
      {found.data &&
        (asked.part === "calls" ? (
          <Calls found={found.data} asked={asked} />
        ) : (
          <Debtors found={found.data} asked={asked} />
        ))}
    </>
  );
}

function Debts() {
  const { t } = useTranslation();
  const [asked, change] = useAsked();
  const part = PARTS.find((one) => one === asked.part) ?? PARTS[0];
  const title = t("debts.title");
  useRider({ key: "/receivables", href: "/receivables", title, icon: "money" });
  return (
    <div className="debts">
      <div className="head">
        <h1>{title}</h1>
        <span className="sp" />
        {may(useObject(INVOICE), "export") && (
          <a className="btn" href={fileHref(asked)} download>
            {t("action.export")}
          </a>
        )}
      </div>
      <Tabs
        label={title}
        tabs={PARTS.map((id) => ({ id, label: t(`debts.part_${id}`) }))}
        selected={part}
        onSelect={(id) => change({ part: id === PARTS[0] ? "" : id })}
      >
        <Found asked={asked} change={change} />
      </Tabs>
    </div>
  );
}

/** Who owes how much since when, and whom to call about it. */
export default function DebtsPage() {
  return may(useObject(INVOICE), "read") ? <Debts /> : <NotFound />;
}
