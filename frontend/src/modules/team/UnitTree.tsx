import "./team.css";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { may, useObject } from "@/api/meta";
import { createRecord, deleteRecord, patchRecord, useList } from "@/api/records";
import type { LinkValue, ObjectMeta } from "@/api/types";
import { Failure } from "@/app/errors";
import { Link, useGo } from "@/app/Link";
import { Avatar } from "@/kit/Avatar";
import { Button } from "@/kit/Button";
import { EmptyState, Late } from "@/kit/states";
import { toast } from "@/kit/toasts";
import { useAlone } from "@/kit/use-alone";
import type { Effect } from "@/modules/access/rights";
import { listHref, newHref, recordHref } from "@/platform/addresses";
import { tellRefusal } from "@/platform/save/tell-refusal";
import { AskUnit, type Question } from "./AskUnit";
import { Branches } from "./Branches";
import { UNIT, USER, useUnits, weighUnit } from "./team-api";
import { type Branch, shownOf, treeOf, within } from "./tree";

const EffectDialog = lazy(() => import("@/modules/access/EffectDialog"));

interface Move {
  unit: Branch;
  parent: LinkValue;
}

/** The people of one unit, active ones only. */
function People({ unit }: { unit: Branch }) {
  const { t } = useTranslation();
  const object = useObject(USER);
  const users = useList(USER, {
    filter: ["and", ["unit", "=", unit.id], ["active", "=", true]],
    fields: ["name", "position"],
    sort: "name",
    limit: 200,
  });
  const rows = users.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="upeople" aria-label={t("team.people_of", { name: unit.name })}>
      <div className="row">
        <h2>{unit.name}</h2>
        <span className="mut">{t("team.people", { count: unit.people })}</span>
        <span className="sp" />
        {may(object, "create") && (
          <Link className="btn" href={newHref(USER)}>
            {t("team.new_user")}
          </Link>
        )}
      </div>
      {users.isSuccess && rows.length === 0 && <p className="mut">{t("team.nobody")}</p>}
      <ul>
        {rows.map((one) => (
          <li key={one.id}>
            <Link href={recordHref(USER, one.id)}>
              <Avatar name={String(one.name)} />
              <span className="m">{String(one.name)}</span>
              <span className="mut sm">{String(one.position ?? "")}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What can be done with units, each refusal told in words. */
function useUnitActs(refetch: () => void) {
  const { t } = useTranslation();
  const attempt = (work: Promise<unknown>, told: string) =>
    work.then(() => {
      toast(told);
      refetch();
    }, tellRefusal);
  return {
    add: (name: string, parent: string | null) =>
      attempt(
        createRecord(UNIT, parent ? { name, parent } : { name }, crypto.randomUUID()),
        t("team.unit_made", { name }),
      ),
    rename: (unit: Branch, name: string) =>
      attempt(patchRecord(UNIT, unit.id, unit.version, { name }), t("team.unit_renamed", { name })),
    // A unit is easily dropped beside the one that was meant.
    move: (unit: Branch, parent: LinkValue) =>
      patchRecord(UNIT, unit.id, unit.version, { parent: parent.id }).then((moved) => {
        const back = () => patchRecord(UNIT, unit.id, moved.version, { parent: unit.parent });
        toast(t("team.unit_moved", { name: unit.name, parent: parent.title }), {
          undo: () => back().then(refetch, tellRefusal),
        });
        refetch();
      }, tellRefusal),
    remove: (unit: Branch) =>
      attempt(
        deleteRecord(UNIT, unit.id, unit.version),
        t("team.unit_deleted", { name: unit.name }),
      ),
  };
}

/** Shows who gains and who loses before a unit moves; a move that changes nothing is done at once. */
function useWeighedMove(move: (unit: Branch, parent: LinkValue) => Promise<unknown>) {
  const { t } = useTranslation();
  const alone = useAlone();
  const [weighed, setWeighed] = useState<(Move & { effect: Effect }) | null>(null);
  const [saving, setSaving] = useState(false);
  const start = (unit: Branch, parent: LinkValue) =>
    alone(async () => {
      try {
        const effect = await weighUnit(unit.id, parent.id);
        if (effect.people.count > 0) setWeighed({ unit, parent, effect });
        else await move(unit, parent);
      } catch (error) {
        tellRefusal(error);
      }
    });
  const confirm = async ({ unit, parent }: Move) => {
    setSaving(true);
    await move(unit, parent);
    setSaving(false);
    setWeighed(null);
  };
  const window = weighed && (
    <Suspense>
      <EffectDialog
        title={t("team.unit_moving", { name: weighed.unit.name, parent: weighed.parent.title })}
        confirm={t("team.move")}
        effect={weighed.effect}
        saving={saving}
        onConfirm={() => void confirm(weighed)}
        onCancel={() => setWeighed(null)}
      />
    </Suspense>
  );
  return { start, window };
}

function Tree({ object }: { object: ObjectMeta }) {
  const { t } = useTranslation();
  const go = useGo();
  const units = useUnits();
  const acts = useUnitActs(() => void units.refetch());
  const { start, window } = useWeighedMove(acts.move);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [chosen, setChosen] = useState<string | null>(null);
  const [question, setQuestion] = useState<Question | null>(null);
  if (units.error && !units.data)
    return <Failure error={units.error} onRetry={() => void units.refetch()} />;
  if (!units.data) return <Late>{t("state.loading")}</Late>;
  const tree = treeOf(units.data.items);
  const every = shownOf(tree, new Set());
  const current = every.find((one) => one.id === chosen) ?? every[0];
  const fold = (id: string) => {
    const next = new Set(closed);
    if (!next.delete(id)) next.add(id);
    setClosed(next);
  };
  const drop = (id: string, onto: Branch) => {
    const unit = every.find((one) => one.id === id);
    if (unit && !within(unit).has(onto.id) && unit.parent !== onto.id)
      void start(unit, { id: onto.id, title: onto.name });
  };
  const answer = (name: string, place: LinkValue | null) => {
    if (!question) return;
    const { kind, unit } = question;
    setQuestion(null);
    if (kind === "add") void acts.add(name, place?.id ?? null);
    else if (kind === "rename" && unit) void acts.rename(unit, name);
    else if (unit && place) void start(unit, place);
  };
  return (
    <>
      <div className="head">
        <h1>{object.title}</h1>
        <span className="cnt">{every.length}</span>
      </div>
      <div className="cmd">
        {may(object, "create") && (
          <Button
            tone="primary"
            icon="plus"
            onClick={() => setQuestion({ kind: "add", unit: current ?? null })}
          >
            {t("team.add_unit")}
          </Button>
        )}
        <Button icon="list" onClick={() => go(listHref(UNIT))}>
          {t("layout.list")}
        </Button>
      </div>
      {!current && <EmptyState title={t("team.no_units")} />}
      {current && (
        <div className="units">
          <Branches
            shown={shownOf(tree, closed)}
            closed={closed}
            current={current.id}
            object={object}
            onChoose={setChosen}
            onFold={fold}
            onDrop={drop}
            onAsk={setQuestion}
            onRemove={(unit) => void acts.remove(unit)}
          />
          <People unit={current} />
        </div>
      )}
      {window}
      {question && (
        <AskUnit question={question} onAnswer={answer} onClose={() => setQuestion(null)} />
      )}
    </>
  );
}

/** The organisation as a tree: units with their people, and what can be done with them. */
export default function UnitTree({ object: name }: { object: string }) {
  const object = useObject(name);
  return object ? <Tree object={object} /> : null;
}
