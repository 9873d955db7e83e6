import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMeta } from "@/api/meta";
import { ApiProblem } from "@/api/problem";
import { createRecord, invalidateObject } from "@/api/records";
import type { Field } from "@/api/types";
import { tellProblem } from "@/app/errors";
import { toast } from "@/kit/toasts";
import { useAlone } from "@/kit/use-alone";
import AskDialog from "@/platform/board/AskDialog";
import type { RecordActProps } from "@/platform/extensions";
import { refreshCard } from "@/platform/record/card";
import { INVOICE, PAYMENT } from "./names";

/** What becomes of the rest where less came than was asked: nothing, or a line without money. */
const REST = ["", "discount", "fee"] as const;

/** What came in on an invoice: account, day and sum stand there already. */
export default function PayDialog({ record, onClose }: RecordActProps) {
  const { t } = useTranslation();
  const payment = useMeta().objects[PAYMENT];
  const alone = useAlone();
  const [once] = useState(() => crypto.randomUUID());
  const [problems, setProblems] = useState<Record<string, string>>({});
  const [given, setGiven] = useState<Record<string, unknown>>({
    amount: record.open,
    date: new Date().toLocaleDateString("sv"),
    rest: "",
  });
  if (!payment) return null;
  const fields = ["amount", "date", "account"].flatMap((name) =>
    payment.fields.filter((field) => field.name === name),
  );
  const options = REST.map((value) => ({
    value,
    label: t(`finance.rest.${value || "open"}`),
    color: null,
  }));
  const rest = {
    ...fields[0],
    name: "rest",
    label: t("finance.rest.title"),
    help: "",
    kind: "choice",
    required: false,
    options: options.slice(1),
  } as Field;

  const pay = (values: Record<string, unknown>) =>
    alone(async () => {
      setGiven(values);
      const { rest: kept, ...own } = values;
      const lines: Record<string, unknown>[] = [{ invoice: record.id }];
      if (kept) lines.push({ invoice: record.id, kind: kept });
      await createRecord(PAYMENT, { ...own, kind: "in", lines }, once);
      await invalidateObject(INVOICE, record.id);
      await refreshCard(INVOICE, record.id);
      toast(t("finance.paid", { number: String(record.number) }));
      onClose();
    }).catch((err) => {
      if (err instanceof ApiProblem && err.errors.length > 0) setProblems(err.byField);
      else tellProblem(err);
    });
  return (
    <AskDialog
      key={JSON.stringify(problems)}
      title={t("finance.pay_title", { number: String(record.number) })}
      fields={[...fields, rest]}
      values={given}
      problems={problems}
      confirm={t("finance.pay")}
      onAnswer={(values) => (values ? void pay(values) : onClose())}
    />
  );
}
