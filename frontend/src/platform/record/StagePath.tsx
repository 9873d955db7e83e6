import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ObjectMeta } from "@/api/types";
import { useCommands } from "@/app/commands";
import { Icon } from "@/kit/Icon";
import { Menu, type MenuGroup } from "@/kit/Menu";
import { toast } from "@/kit/toasts";
import { usePhone } from "@/kit/use-phone";
import { type BoardColumn, columnIdOf, columnsBeside, isOpen, useColumns } from "../board/columns";
import { useMove } from "../board/use-move";
import { useWays } from "../board/ways";
import { type CardRecord, refreshCard } from "./card";
import { type PathStep, pathOf } from "./stages";

interface Props {
  object: ObjectMeta;
  record: CardRecord;
}

const closing = { won: "check", lost: "close" } as const;

/** The stages a record can go to, open ones first; also the menu of the key S. */
export function stageMenu(
  t: TFunction,
  columns: BoardColumn[],
  own: string,
  why: (from: string, to: BoardColumn) => string | null,
  onMove: (column: BoardColumn) => void,
): MenuGroup[] {
  const entry = (column: BoardColumn) => ({
    id: column.id,
    label: column.title,
    icon: column.kind === "won" || column.kind === "lost" ? closing[column.kind] : undefined,
    danger: column.kind === "lost",
    checked: column.id === own,
    disabled: why(own, column) !== null,
    run: () => onMove(column),
  });
  return [
    { id: "open", title: t("stage.change"), entries: columns.filter(isOpen).map(entry) },
    {
      id: "closed",
      title: t("stage.closing"),
      entries: columns.filter((column) => !isOpen(column)).map(entry),
    },
  ];
}

function StepWords({ step }: { step: PathStep }) {
  const { t } = useTranslation();
  const { days, state } = step;
  if (days === null) return null;
  if (state !== "now") return <small>{t("stage.days", { count: days })}</small>;
  return isOpen(step.column) ? <small>{t("stage.day", { day: days + 1 })}</small> : null;
}

/** The way through the funnel; a click or S moves. */
export function StagePath({ object, record }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const phone = usePhone();
  const own = columnIdOf(object, record);
  const all = useColumns(object);
  const columns = columnsBeside(all, own);
  const why = useWays(all);
  const { move, window } = useMove(object, () => refreshCard(object.name, record.id));
  const may = record.can?.write !== false && !record.deleted;
  const go = (column: BoardColumn) => {
    const refusal = why(own, column);
    if (refusal) toast(refusal, { tone: "error" });
    else void move(record, column);
  };
  useCommands([
    {
      id: "card.stage",
      label: t("stage.change"),
      icon: "swap",
      shortcut: "s",
      hint: t("hint.stage"),
      when: () => may,
      run: () => setOpen(true),
    },
  ]);
  if (columns.length === 0) return null;
  const steps = pathOf(columns, own, record.with?.stages ?? []);
  const at = steps.findIndex((step) => step.state === "now");
  const now = steps[at];
  const groups = stageMenu(t, columns, own, why, go);
  return (
    <>
      <ol className="path" aria-label={t("stage.path")}>
        {steps.map((step) => (
          <li key={step.column.id} className={`${step.state} ${step.column.kind ?? ""}`}>
            <button
              type="button"
              aria-current={step.state === "now" ? "step" : undefined}
              aria-disabled={!may || why(own, step.column) !== null || undefined}
              title={why(own, step.column) ?? step.column.title}
              onClick={() => may && go(step.column)}
            >
              {step.state === "done" && <Icon name="check" size="s" />}
              <span className="ell">{step.column.title}</span>
              <StepWords step={step} />
            </button>
          </li>
        ))}
      </ol>
      <div className="show-m col g4 pstage">
        <div className="pseg" aria-hidden="true">
          {steps.map((step) => (
            <i key={step.column.id} className={{ done: "d", now: "n", ahead: "" }[step.state]} />
          ))}
        </div>
      </div>
      <Menu label={t("stage.change")} groups={groups} isOpen={open} onOpenChange={setOpen}>
        <button
          type="button"
          className="row pstagebtn"
          disabled={!may}
          tabIndex={phone ? 0 : -1}
          style={phone ? undefined : { left: `${(100 * Math.max(0, at)) / steps.length}%` }}
        >
          <b className="m">{now?.column.title}</b>
          <span className="mut">
            {t("stage.place", { number: at + 1, total: steps.length })}
            {now?.days != null &&
              isOpen(now.column) &&
              `, ${t("stage.day", { day: now.days + 1 })}`}
          </span>
          <span className="sp" />
          <span className="acc m">{t("stage.change")}</span>
          <Icon name="chevron-down" size="s" />
        </button>
      </Menu>
      {now?.column.help && (
        <p className="stagehelp pre">
          <Icon name="info" size="s" />
          {now.column.help}
        </p>
      )}
      {window}
    </>
  );
}
