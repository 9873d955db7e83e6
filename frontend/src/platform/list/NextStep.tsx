import { useTranslation } from "react-i18next";
import type { ObjectMeta, Rec } from "@/api/types";
import { useFormat } from "@/app/format";

/** Objects with the feature `next_step` have these two fields. */
export const NEXT_STEP = "next_step";
export const NEXT_STEP_AT = "next_step_at";

export function hasNextStep(object: ObjectMeta): boolean {
  return (
    object.features.includes("next_step") &&
    object.fields.some((field) => field.name === NEXT_STEP_AT)
  );
}

/** The field by which a record says that it is over, and what it says then. */
export const STATE = "state";
const OVER: ReadonlySet<unknown> = new Set(["won", "lost"]);

/** What is won or lost needs no next step. */
export const isOver = (record: Partial<Rec>) => OVER.has(record[STATE]);

interface Props {
  record: Rec;
  /** Says the day too; where it has a column of its own it is left out. */
  withDay?: boolean;
}

/** The next step by shape and colour: late, today, later, none. */
export function NextStep({ record, withDay = true }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const text = String(record[NEXT_STEP] ?? "");
  const at = record[NEXT_STEP_AT] as string | null | undefined;
  if (!at && !text && isOver(record)) return <span className="mut3">—</span>;
  if (!at && !text)
    return (
      <span className="nx none">
        <i aria-hidden="true">?</i>
        <span className="ell">{t("next_step.none")}</span>
      </span>
    );
  const days = at ? format.daysUntil(format.dayOf(at)) : null;
  const late = at !== null && at !== undefined && Date.parse(at) < Date.now();
  const state = days === null || days > 0 ? "later" : late && days < 0 ? "late" : "today";
  const day = at && (days === 0 ? format.time(at) : format.shortDay(format.dayOf(at)));
  const when =
    days !== null && days < -1 ? t("next_step.late", { count: -days }) : (day ?? undefined);
  return (
    <span className={`nx ${state}`}>
      <i aria-hidden="true">{state === "late" ? "!" : ""}</i>
      <span className="ell">
        {state === "late" && <span className="vh">{t("next_step.overdue")} </span>}
        {[text, withDay ? when : ""].filter(Boolean).join(", ") || when}
      </span>
    </span>
  );
}
