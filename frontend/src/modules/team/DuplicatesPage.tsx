import "./team.css";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "@/api/client";
import { fieldOf, may, useMeta } from "@/api/meta";
import { queries } from "@/api/queries";
import { recordQuery } from "@/api/records";
import type { ObjectMeta } from "@/api/types";
import { Failure } from "@/app/errors";
import { Link } from "@/app/Link";
import { useRider } from "@/app/riders";
import { Button } from "@/kit/Button";
import { Segmented } from "@/kit/inputs";
import { EmptyState, Late } from "@/kit/states";
import { toast } from "@/kit/toasts";
import { recordHref } from "@/platform/addresses";
import MergeDialog from "@/platform/record/MergeDialog";
import { tellRefusal } from "@/platform/save/tell-refusal";
import { MergeAll } from "./MergeAll";
import type { Member, Pair } from "./merge-all";

interface Group {
  /** The fields in which they agree. */
  why: string[];
  records: Member[];
}

interface Found {
  items: Group[];
  /** Where the next page begins. */
  next: number | null;
  count: number;
}

function useDuplicates(object: string, apart: boolean) {
  return useInfiniteQuery({
    queryKey: ["records", object, "duplicates", apart],
    queryFn: ({ pageParam, signal }) =>
      ask<Found>(`/records/${object}/duplicates`, {
        query: { after: pageParam, apart: Number(apart) },
        signal,
      }),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: object !== "",
  });
}

/** Remembers that the records of a group are not the same, or forgets it. */
async function setApart(object: string, ids: string[], apart: boolean) {
  await ask(`/records/${object}/duplicates`, { method: "POST", body: { ids, apart } });
  await queries.invalidateQueries({ queryKey: ["records", object, "duplicates"] });
}

/** Cards that agree in something that two clients hardly share; one of them stays. */
function GroupBox({
  object,
  group,
  mains,
  onMain,
  onMerge,
  onApart,
}: {
  object: ObjectMeta;
  group: Group;
  /** The records that were chosen to stay, the newest choice first. */
  mains: string[];
  onMain: (id: string) => void;
  onMerge: (pair: Pair) => void;
  onApart: () => void;
}) {
  const { t } = useTranslation();
  const main = mains.find((id) => group.records.some((one) => one.id === id));
  const into = group.records.find(({ id }) => id === main) ?? group.records[0];
  const why = group.why.map((name) => fieldOf(object, name)?.label ?? name).join(", ");
  return (
    <section className="dupe" aria-label={group.records[0]?.title}>
      <div className="row g8">
        <h2 className="sm sp">{t("duplicates.why", { why })}</h2>
        <Button tone="quiet" onClick={onApart}>
          {t("duplicates.apart")}
        </Button>
      </div>
      <ul>
        {group.records.map((one) => (
          <li key={one.id} className={one === into ? "on" : undefined}>
            <input
              type="radio"
              aria-label={t("duplicates.stays", { title: one.title })}
              checked={one === into}
              onChange={() => onMain(one.id)}
            />
            <span className="sp">
              <Link href={recordHref(object.name, one.id)}>{one.title}</Link>
              {one.note && <span className="mut sm"> {one.note}</span>}
            </span>
            {into && one === into ? (
              <span className="mut sm">{t("duplicates.main")}</span>
            ) : (
              into && (
                <Button icon="merge" onClick={() => onMerge({ into, other: one })}>
                  {t("duplicates.merge")}
                </Button>
              )
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Cards that were said not to be the same; that can be taken back. */
function ApartBox({
  object,
  group,
  onBack,
}: {
  object: ObjectMeta;
  group: Group;
  onBack: () => void;
}) {
  const { t } = useTranslation();
  return (
    <section className="dupe" aria-label={group.records[0]?.title}>
      <div className="row g8">
        <h2 className="sm sp">{t("duplicates.set_apart")}</h2>
        <Button tone="quiet" onClick={onBack}>
          {t("duplicates.together")}
        </Button>
      </div>
      <ul>
        {group.records.map((one) => (
          <li key={one.id}>
            <span className="sp">
              <Link href={recordHref(object.name, one.id)}>{one.title}</Link>
              {one.note && <span className="mut sm"> {one.note}</span>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The window needs the record that stays as a whole. */
function Merging({
  object,
  pair,
  onClose,
}: {
  object: ObjectMeta;
  pair: Pair;
  onClose: () => void;
}) {
  const into = useQuery(recordQuery(object.name, pair.into.id));
  if (!into.data) return null;
  return <MergeDialog object={object} record={into.data} start={pair.other} onClose={onClose} />;
}

/** Probable duplicates of an object in groups, each merged where it is found. */
export default function DuplicatesPage() {
  const { t } = useTranslation();
  const { objects } = useMeta();
  const open = Object.values(objects).filter(
    (one) => one.features.includes("duplicates") && may(one, "write") && may(one, "delete"),
  );
  const [chosen, setChosen] = useState("");
  const [apart, setKept] = useState(false);
  const [pair, setPair] = useState<Pair | null>(null);
  // Here and not in the group, which is another one after each merging.
  const [mains, setMains] = useState<string[]>([]);
  const object = open.find(({ name }) => name === chosen) ?? open[0];
  const found = useDuplicates(object?.name ?? "", apart);
  useRider({
    key: "/duplicates",
    href: "/duplicates",
    title: t("duplicates.title"),
    icon: "merge",
  });
  const groups = found.data?.pages.flatMap(({ items }) => items) ?? [];
  const count = found.data?.pages[0]?.count ?? 0;
  const keep = async (name: string, group: Group, wish: boolean) => {
    const ids = group.records.map(({ id }) => id);
    try {
      await setApart(name, ids, wish);
      toast(t(wish ? "duplicates.kept" : "duplicates.asked"), {
        undo: () => void setApart(name, ids, !wish).catch(tellRefusal),
      });
    } catch (error) {
      tellRefusal(error);
    }
  };
  return (
    <div className="audit">
      <div className="head">
        <h1>{t("duplicates.title")}</h1>
      </div>
      {object && (
        <div className="cmd">
          <Segmented
            label={t("audit.object")}
            value={object.name}
            onValue={setChosen}
            choices={open.map((one) => ({ value: one.name, label: one.title }))}
          />
          <Segmented
            label={t("duplicates.which")}
            value={apart ? "apart" : "open"}
            onValue={(value) => setKept(value === "apart")}
            choices={[
              { value: "open", label: t("duplicates.open") },
              { value: "apart", label: t("duplicates.set_apart") },
            ]}
          />
          {count > 0 && <span className="mut">{t("duplicates.count", { count })}</span>}
          {!apart && <MergeAll key={object.name} object={object} onCompare={setPair} />}
        </div>
      )}
      {found.error && !found.data && (
        <Failure error={found.error} onRetry={() => void found.refetch()} />
      )}
      {found.isLoading && <Late>{t("state.loading")}</Late>}
      {(!object || (found.isSuccess && groups.length === 0)) && (
        <EmptyState title={t(apart ? "duplicates.none_apart" : "duplicates.none")}>
          {t(apart ? "duplicates.none_apart_text" : "duplicates.none_text")}
        </EmptyState>
      )}
      {object && groups.length > 0 && (
        <div className="dupes">
          {groups.map((group) => {
            const key = group.records.map(({ id }) => id).join(" ");
            return apart ? (
              <ApartBox
                key={key}
                object={object}
                group={group}
                onBack={() => void keep(object.name, group, false)}
              />
            ) : (
              <GroupBox
                key={key}
                object={object}
                group={group}
                mains={mains}
                onMain={(id) => setMains([id, ...mains])}
                onMerge={setPair}
                onApart={() => void keep(object.name, group, true)}
              />
            );
          })}
          {found.hasNextPage && (
            <Button
              className="start"
              aria-disabled={found.isFetchingNextPage}
              onClick={() => !found.isFetchingNextPage && void found.fetchNextPage()}
            >
              {t("duplicates.more")}
            </Button>
          )}
        </div>
      )}
      {object && pair && <Merging object={object} pair={pair} onClose={() => setPair(null)} />}
    </div>
  );
}
