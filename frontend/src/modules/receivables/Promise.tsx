import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiProblem } from "@/api/problem";
import { createRecord, invalidateObject } from "@/api/records";
import { tellProblem } from "@/app/errors";
import { useFormat } from "@/app/format";
import { Dialog } from "@/kit/Dialog";
import { DialogFoot } from "@/kit/DialogFoot";
import { Field, TextArea } from "@/kit/inputs";
import { Tag } from "@/kit/Tag";
import { toast } from "@/kit/toasts";
import { useAlone } from "@/kit/use-alone";
import { DayInput } from "@/platform/values/date";
import { pseudoField } from "@/platform/values/pseudo";
import { COMPANY, type Debtor, INVOICE, PROMISE } from "./debts";

/** By which day a client said he pays; a day that is over is a broken promise while he owes. */
export function PromiseTag({ promise }: { promise: Debtor["promise"] }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!promise) return null;
  const broken = promise.day < format.today();
  return (
    <span title={promise.note}>
      <Tag tone={broken ? "neg" : "info"}>
        {t(broken ? "debts.broken" : "debts.until", { day: format.shortDay(promise.day) })}
      </Tag>
    </span>
  );
}

/** Notes on a client that he promised to pay; a task for the morning after is made with it. */
export function PromiseDialog({ row, onClose }: { row: Debtor; onClose: () => void }) {
  const { t } = useTranslation();
  const [day, setDay] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [once] = useState(() => crypto.randomUUID());
  const alone = useAlone();
  const save = () =>
    alone(async () => {
      const link = row.key?.object === COMPANY ? "company" : "person";
      try {
        await createRecord(PROMISE, { [link]: row.key?.id, day, note }, once);
        await invalidateObject(INVOICE);
        toast(t("debts.noted"));
        onClose();
      } catch (error) {
        if (!(error instanceof ApiProblem)) throw error;
        setFaults(error.byField);
        if (Object.keys(error.byField).length === 0) tellProblem(error);
      }
    }).catch(tellProblem);
  return (
    <Dialog
      title={t("debts.promise_of", { title: row.key?.title })}
      closeLabel={t("action.close")}
      isOpen
      onClose={onClose}
      actions={
        <DialogFoot
          confirm={t("action.save")}
          waiting={!day}
          onConfirm={() => void save()}
          onCancel={onClose}
        />
      }
    >
      <div className="col g12">
        <Field label={t("debts.pays_on")} required error={faults.day}>
          {(attributes) => (
            <DayInput
              {...attributes}
              field={pseudoField("day", t("debts.pays_on"), "date")}
              value={day}
              onChange={(value) => setDay(value ? String(value) : null)}
            />
          )}
        </Field>
        <Field label={t("debts.note")} error={faults.note} help={t("debts.promise_help")}>
          {(attributes) => <TextArea {...attributes} value={note} onValue={setNote} />}
        </Field>
      </div>
    </Dialog>
  );
}
