import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldOf, may, useMeta } from "@/api/meta";
import { useList } from "@/api/records";
import type { Filter, LinkValue, ObjectMeta, Rec } from "@/api/types";
import { stringifySearch } from "@/app/address";
import { useFormat } from "@/app/format";
import { Link } from "@/app/Link";
import { Avatar } from "@/kit/Avatar";
import { IconButton } from "@/kit/Button";
import { toast } from "@/kit/toasts";
import { listHref, recordHref } from "@/platform/addresses";
import { hasNextStep } from "@/platform/list/NextStep";
import { titleOf } from "@/platform/values/RecordPicker";
import { TASK } from "./task";

const NewDialog = lazy(() => import("@/platform/form/NewDialog"));

const ROWS = 4;

interface Watched {
  object: ObjectMeta;
  title: string;
  filter: Filter;
}

/** Only what is still open, where the object knows closing. */
function openPart(object: ObjectMeta): Filter[] {
  const { board } = object;
  return board?.columns_of ? [[`${board.by}.kind`, "=", "open"]] : [];
}

/** Lists of what waits: clients and deals of the asker without a next step, deals that stand still. */
function useWatched(): Watched[] {
  const { t } = useTranslation();
  const { objects } = useMeta();
  const mine: Filter = ["owner", "=", "me"];
  const all = Object.values(objects).filter((object) => may(object, "read"));
  const steps = all.filter(hasNextStep).map((object) => ({
    object,
    title: t("myday.no_step", { title: object.title }),
    filter: ["and", mine, ...openPart(object), ["next_step_at", "empty"]] as Filter,
  }));
  const still = all
    .filter((object) => fieldOf(object, "rots_on"))
    .map((object) => ({
      object,
      title: t("myday.rotting", { title: object.title }),
      filter: ["and", mine, ...openPart(object), ["rots_on", "<=", "today"]] as Filter,
    }));
  const boards = steps.filter(({ object }) => object.board);
  return [...boards, ...still, ...steps.filter(({ object }) => !object.board)];
}

function useSecondLine(object: ObjectMeta): (record: Rec) => string {
  const format = useFormat();
  const link = object.columns.find(
    (name) =>
      name !== "owner" && name !== object.board?.by && fieldOf(object, name)?.kind === "link",
  );
  const sum = object.board?.sum;
  return (record) => {
    const money = sum ? (record[sum] as { amount: string; currency: string } | null) : null;
    const other = link ? (record[link] as LinkValue | null | undefined)?.title : "";
    return [other, money ? format.money(money) : ""].filter(Boolean).join(" · ");
  };
}

function OneList({
  object,
  title,
  filter,
  onPlan,
}: Watched & { onPlan: (object: ObjectMeta, record: Rec) => void }) {
  const { t } = useTranslation();
  const second = useSecondLine(object);
  const list = useList(object.name, { filter, limit: ROWS, count: "capped" });
  const page = list.data?.pages[0];
  const count = page?.count?.value ?? 0;
  if (!page || count === 0) return null;
  const address = listHref(object.name, stringifySearch({ filter: JSON.stringify(filter) }));
  return (
    <>
      <h2 className="gh">
        <Link href={address}>{title}</Link>
        <span className="n">{count}</span>
      </h2>
      <ul className="watch">
        {page.items.map((record) => (
          <li key={record.id}>
            <Avatar name={titleOf(object, record)} size="l" square={object.icon !== "person"} />
            <div className="tkm">
              <Link className="m ell" href={recordHref(object.name, record.id)}>
                {titleOf(object, record)}
              </Link>
              <div className="sm mut ell">{second(record)}</div>
            </div>
            <IconButton
              icon="plus"
              label={t("myday.plan", { title: titleOf(object, record) })}
              onClick={() => onPlan(object, record)}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

/** What would be forgotten: each is one click from its next step. */
export function Watch() {
  const { t } = useTranslation();
  const { objects } = useMeta();
  const watched = useWatched();
  const task = objects[TASK];
  const [about, setAbout] = useState<Record<string, unknown> | null>(null);
  return (
    <section aria-label={t("myday.waiting")}>
      {watched.map((one) => (
        <OneList
          key={`${one.object.name} ${one.title}`}
          {...one}
          onPlan={(object, record) =>
            setAbout({ object: object.name, id: record.id, title: titleOf(object, record) })
          }
        />
      ))}
      {about && task && (
        <Suspense>
          <NewDialog
            object={task}
            initial={{ about }}
            onClose={() => setAbout(null)}
            onCreated={(made) => {
              setAbout(null);
              toast(t("task.made", { title: titleOf(task, made) }));
            }}
          />
        </Suspense>
      )}
    </section>
  );
}
