import "./team.css";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "@/api/client";
import { fieldOf, may, useMeta } from "@/api/meta";
import { recordQuery } from "@/api/records";
import type { LinkValue, ObjectMeta } from "@/api/types";
import { Failure } from "@/app/errors";
import { Link } from "@/app/Link";
import { useRider } from "@/app/riders";
import { Button } from "@/kit/Button";
import { Segmented } from "@/kit/inputs";
import { EmptyState, Late } from "@/kit/states";
import { recordHref } from "@/platform/addresses";
import MergeDialog from "@/platform/record/MergeDialog";

/** The server shows no more groups than these; the next come as these are merged. */
const MOST = 100;

interface Member extends LinkValue {
  note: string;
}

interface Group {
  /** The fields in which they agree. */
  why: string[];
  records: Member[];
}

interface Pair {
  /** The record that stays. */
  into: Member;
  other: Member;
}

function useDuplicates(object: string) {
  return useQuery({
    queryKey: ["records", object, "duplicates"],
    queryFn: ({ signal }) =>
      ask<{ items: Group[] }>(`/records/${object}/duplicates`, { signal }).then(
        ({ items }) => items,
      ),
    enabled: object !== "",
  });
}

/** Cards that agree in something that two clients hardly share; one of them stays. */
function GroupBox({
  object,
  group,
  mains,
  onMain,
  onMerge,
}: {
  object: ObjectMeta;
  group: Group;
  /** The records that were chosen to stay, the newest choice first. */
  mains: string[];
  onMain: (id: string) => void;
  onMerge: (pair: Pair) => void;
}) {
  const { t } = useTranslation();
  const main = mains.find((id) => group.records.some((one) => one.id === id));
  const into = group.records.find(({ id }) => id === main) ?? group.records[0];
  const why = group.why.map((name) => fieldOf(object, name)?.label ?? name).join(", ");
  return (
    <section className="dupe" aria-label={group.records[0]?.title}>
      <h2 className="sm">{t("duplicates.why", { why })}</h2>
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
  const [pair, setPair] = useState<Pair | null>(null);
  // Here and not in the group, which is another one after each merging.
  const [mains, setMains] = useState<string[]>([]);
  const object = open.find(({ name }) => name === chosen) ?? open[0];
  const found = useDuplicates(object?.name ?? "");
  useRider({
    key: "/duplicates",
    href: "/duplicates",
    title: t("duplicates.title"),
    icon: "merge",
  });
  const groups = found.data ?? [];
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
          {groups.length > 0 && (
            <span className="mut">
              {groups.length < MOST
                ? t("duplicates.count", { count: groups.length })
                : t("duplicates.first", { count: MOST })}
            </span>
          )}
        </div>
      )}
      {found.error && !found.data && (
        <Failure error={found.error} onRetry={() => void found.refetch()} />
      )}
      {found.isLoading && <Late>{t("state.loading")}</Late>}
      {(!object || (found.isSuccess && groups.length === 0)) && (
        <EmptyState title={t("duplicates.none")}>{t("duplicates.none_text")}</EmptyState>
      )}
      {object && groups.length > 0 && (
        <div className="dupes">
          {groups.map((group) => (
            <GroupBox
              key={group.records.map(({ id }) => id).join(" ")}
              object={object}
              group={group}
              mains={mains}
              onMain={(id) => setMains([id, ...mains])}
              onMerge={setPair}
            />
          ))}
        </div>
      )}
      {object && pair && <Merging object={object} pair={pair} onClose={() => setPair(null)} />}
    </div>
  );
}
