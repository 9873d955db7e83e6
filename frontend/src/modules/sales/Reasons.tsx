import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldOf, may } from "@/api/meta";
import { deleteRecord, runCommand } from "@/api/records";
import type { LinkValue, ObjectMeta, Rec } from "@/api/types";
import { Button } from "@/kit/Button";
import { Late } from "@/kit/states";
import { toast } from "@/kit/toasts";
import { useDragging } from "@/platform/board/use-dragging";
import { tellRefusal } from "@/platform/save/tell-refusal";
import { useSaveField } from "@/platform/save/use-save-field";
import { titleOf } from "@/platform/values/RecordPicker";
import { NewLine } from "./NewLine";
import { ReasonRow } from "./ReasonRow";
import { moved, useFunnelActs, useReasons } from "./use-funnel";

interface Props {
  object: ObjectMeta;
  funnel: Rec;
  /** Meta of the reasons. */
  reason: ObjectMeta;
}

/** Why deals of a pipeline are lost: reasons of all pipelines, and those of this one, in order. */
export function Reasons({ object, funnel, reason }: Props) {
  const { t } = useTranslation();
  const { rows, gone } = useReasons();
  const acts = useFunnelActs(object, funnel);
  const { save } = useSaveField(reason);
  const [adding, setAdding] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const editable = may(reason, "write");
  const own = { id: funnel.id, title: titleOf(object, funnel) };
  const here = (one: Rec) => {
    const funnels = (one.funnels as LinkValue[] | null) ?? [];
    return funnels.length === 0 || funnels.some(({ id }) => id === funnel.id);
  };
  const shown = rows?.filter(here) ?? [];
  /** Reasons of other pipelines keep their places between those that are shown. */
  const place = (id: string, to: number) => {
    const ids = shown.map((one) => one.id);
    const wanted = moved(ids, id, Math.max(0, Math.min(ids.length - 1, to)));
    if (wanted.join() === ids.join()) return;
    let next = 0;
    const order = (rows ?? []).map((one) => (here(one) ? (wanted[next++] ?? one.id) : one.id));
    void acts.arrange("reasons", order);
  };
  const dragging = useDragging(root, list, editable && shown.length > 0, (id, onto) =>
    place(
      id,
      shown.findIndex((one) => one.id === onto),
    ),
  );
  const change = (one: Rec, name: string, value: unknown) => {
    const field = fieldOf(reason, name);
    if (field) void save(one, field, value);
  };
  const retire = async (one: Rec) => {
    try {
      await deleteRecord(reason.name, one.id, one.version);
      toast(t("funnel.retired", { name: titleOf(reason, one) }), {
        undo: () =>
          runCommand(reason.name, { ...one, version: one.version + 1 }, "restore").catch(
            tellRefusal,
          ),
      });
    } catch (error) {
      tellRefusal(error);
    }
  };
  const restore = (one: Rec) =>
    void runCommand(reason.name, one, "restore").then(acts.renew, tellRefusal);
  if (!rows) return <Late>{t("state.loading")}</Late>;
  return (
    <div className="fbody" ref={root}>
      <div className="fmain" ref={list}>
        <p className="help">{t("funnel.reasons_help")}</p>
        <ol className="fstages" aria-label={reason.title}>
          {shown.map((one, at) => (
            <ReasonRow
              key={one.id}
              record={one}
              place={at}
              total={shown.length}
              only={((one.funnels as LinkValue[] | null) ?? []).length > 0}
              over={dragging?.place === one.id && dragging.id !== one.id}
              lifted={dragging?.id === one.id}
              editable={editable}
              retirable={may(reason, "delete")}
              onName={(name) => change(one, "name", name)}
              onOnly={(only) => change(one, "funnels", only ? [own] : [])}
              onMove={(to) => place(one.id, to)}
              onRetire={() => void retire(one)}
            />
          ))}
          {adding && (
            <NewLine
              label={t("funnel.new_reason")}
              onMake={async (name) => (await acts.add("reasons", { name }, [], 0)) !== null}
              onDone={() => setAdding(false)}
            />
          )}
        </ol>
        {may(reason, "create") && !adding && (
          <Button tone="quiet" icon="plus" className="start" onClick={() => setAdding(true)}>
            {t("funnel.new_reason")}
          </Button>
        )}
        {gone.length > 0 && (
          <details className="fgone">
            <summary>{t("funnel.gone", { count: gone.length })}</summary>
            <ul>
              {gone.map((one) => (
                <li key={one.id} className="row">
                  <span className="ell">{titleOf(reason, one)}</span>
                  {may(reason, "delete") && (
                    <Button tone="quiet" onClick={() => restore(one)}>
                      {t("action.restore")}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </div>
  );
}
