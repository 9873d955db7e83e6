import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "@/api/meta";
import { runCommand } from "@/api/records";
import type { ObjectMeta, Rec } from "@/api/types";
import { Failure } from "@/app/errors";
import { Button } from "@/kit/Button";
import { EmptyState, Late } from "@/kit/states";
import { useDragging } from "@/platform/board/use-dragging";
import { FieldsPane } from "@/platform/record/FieldsPane";
import { tellRefusal } from "@/platform/save/tell-refusal";
import { NewLine } from "./NewLine";
import { RetireDialog } from "./RetireDialog";
import { StagePane } from "./StagePane";
import { StageRow } from "./StageRow";
import { moved, useCounts, useFunnelActs, useStages } from "./use-funnel";

interface Props {
  object: ObjectMeta;
  funnel: Rec;
  /** Meta of the stages. */
  stage: ObjectMeta;
  /** What goes through the pipeline. */
  traveller: string;
  /** Its meta, where the asker sees it. */
  counted: ObjectMeta | undefined;
}

/** The stages of a pipeline in order; beside them what holds at the chosen one. */
export function Stages({ object, funnel, stage, traveller, counted }: Props) {
  const { t } = useTranslation();
  const { every, own, gone, error } = useStages(traveller, funnel.id);
  const counts = useCounts(counted?.name ?? "", funnel.id, counted !== undefined);
  const acts = useFunnelActs(object, funnel);
  const [chosen, setChosen] = useState<string | null>(null);
  const [adding, setAdding] = useState<number | null>(null);
  const [leaving, setLeaving] = useState<Rec | null>(null);
  const root = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const editable = may(stage, "write") && !funnel.deleted;
  const rows = own ?? [];
  const ids = rows.map((one) => one.id);
  const shown = rows.find((one) => one.id === chosen);
  const place = (id: string, to: number) => {
    const order = moved(ids, id, Math.max(0, Math.min(ids.length - 1, to)));
    if (order.join() !== ids.join()) void acts.arrange("stages", order);
  };
  const dragging = useDragging(root, list, editable && rows.length > 0, (id, onto) =>
    place(id, ids.indexOf(onto)),
  );
  /** New stages come before those that end the way. */
  const end = rows.findIndex((one) => one.kind === "won" || one.kind === "lost");
  const add = async (name: string, at: number) => {
    const made = await acts.add("stages", { name, funnel: funnel.id }, ids, at);
    if (!made) return false;
    setAdding(null);
    setChosen(made.id);
    return true;
  };
  const restore = (one: Rec) =>
    void runCommand(stage.name, one, "restore").then(acts.renew, tellRefusal);
  if (error && !own) return <Failure error={error} onRetry={() => void acts.renew()} />;
  if (!own) return <Late>{t("state.loading")}</Late>;
  const row = (one: Rec, at: number) => (
    <StageRow
      key={one.id}
      stage={stage}
      record={one}
      place={at}
      total={rows.length}
      count={counts.get(one.id) ?? 0}
      chosen={one.id === chosen}
      lifted={dragging?.id === one.id}
      over={
        dragging && dragging.place === one.id
          ? ids.indexOf(dragging.id) < at
            ? "below"
            : "above"
          : null
      }
      editable={editable}
      onChoose={() => setChosen(one.id === chosen ? null : one.id)}
      onMove={(to) => place(one.id, to)}
      onAdd={(to) => setAdding(to)}
      onRetire={() => setLeaving(one)}
    />
  );
  const line = (at: number) =>
    adding === at && (
      <NewLine
        key="new"
        label={t("funnel.new_stage")}
        onMake={(name) => add(name, at)}
        onDone={() => setAdding(null)}
      />
    );
  return (
    <div className="fbody" ref={root}>
      <div className="fmain" ref={list}>
        {rows.length === 0 && adding === null ? (
          <EmptyState
            title={t("funnel.empty")}
            actions={
              editable && (
                <Button tone="primary" onClick={() => void acts.start()}>
                  {t("funnel.start")}
                </Button>
              )
            }
          />
        ) : (
          <ol className="fstages" aria-label={stage.title}>
            {rows.flatMap((one, at) => [line(at), row(one, at)])}
            {line(rows.length)}
          </ol>
        )}
        {editable && may(stage, "create") && adding === null && (
          <Button
            tone="quiet"
            icon="plus"
            className="start"
            onClick={() => setAdding(end < 0 ? rows.length : end)}
          >
            {t("funnel.new_stage")}
          </Button>
        )}
        {gone.length > 0 && (
          <details className="fgone">
            <summary>{t("funnel.gone", { count: gone.length })}</summary>
            <ul>
              {gone.map((one) => (
                <li key={one.id} className="row">
                  <span className="ell">{String(one.name)}</span>
                  {editable && may(stage, "delete") && (
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
      <aside className="fpane" aria-label={shown ? String(shown.name) : object.one}>
        {shown ? (
          <StagePane
            stage={stage}
            record={shown}
            every={every}
            counted={counted}
            editable={editable}
            onRetire={() => setLeaving(shown)}
            onClose={() => setChosen(null)}
          />
        ) : (
          <FieldsPane object={object} record={funnel} />
        )}
      </aside>
      {leaving && (
        <RetireDialog
          stage={stage}
          record={leaving}
          every={every}
          count={counts.get(leaving.id) ?? 0}
          onClose={() => setLeaving(null)}
          onDone={() => {
            setLeaving(null);
            setChosen(null);
            void acts.renew();
          }}
        />
      )}
    </div>
  );
}
