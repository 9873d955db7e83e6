import "./team.css";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "@/api/client";
import { useMeta } from "@/api/meta";
import { queries } from "@/api/queries";
import type { LinkValue } from "@/api/types";
import { Failure } from "@/app/errors";
import { useFormat } from "@/app/format";
import { Link } from "@/app/Link";
import { useRider } from "@/app/riders";
import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";
import { Icon } from "@/kit/Icon";
import { Checkbox, Select } from "@/kit/inputs";
import { EmptyState, Late } from "@/kit/states";
import { toast } from "@/kit/toasts";
import { useAlone } from "@/kit/use-alone";
import { recordHref } from "@/platform/addresses";
import { tellRefusal } from "@/platform/save/tell-refusal";
import { useTakeBack } from "@/platform/save/use-take-back";

const PAGE = 100;

interface Binned {
  id: string;
  at: string;
  by: LinkValue | null;
  object: string;
  object_title: string;
  icon: string;
  record: string;
  title: string;
  can_restore: boolean;
  can_purge: boolean;
}

interface Outcome {
  done: number;
  failed: { object: string; id: string; detail: string }[];
  change: string | null;
}

function useBin(object: string) {
  return useInfiniteQuery({
    queryKey: ["records", "bin", object],
    queryFn: ({ pageParam, signal }) =>
      ask<{ items: Binned[]; next: string | null }>("/bin", {
        query: { object, limit: PAGE, after: pageParam },
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** Restores or deletes for good, and tells what was left and why. */
function useBinActs(onDone: () => void) {
  const { t } = useTranslation();
  const takeBack = useTakeBack();
  const alone = useAlone();
  const send = async (act: "restore" | "purge", rows: Binned[]) => {
    const items = rows.map((one) => ({ object: one.object, id: one.record }));
    try {
      const { done, failed, change } = await ask<Outcome>(`/bin/${act}`, {
        method: "POST",
        body: { items },
      });
      const [first] = failed;
      if (first) tellRefusal(new Error(t("bin.left", { count: failed.length, why: first.detail })));
      if (done) toast(t(`bin.${act}d`, { count: done }), change ? { undo: takeBack(change) } : {});
      onDone();
      await queries.invalidateQueries({ queryKey: ["records"] });
    } catch (error) {
      tellRefusal(error);
    }
  };
  return (act: "restore" | "purge", rows: Binned[]) => void alone(() => send(act, rows));
}

function Rows({
  rows,
  chosen,
  choose,
}: {
  rows: Binned[];
  chosen: ReadonlySet<string>;
  choose: (ids: string[], on: boolean) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const all = rows.every((one) => chosen.has(one.id));
  return (
    <table className="t">
      <thead>
        <tr>
          <th>
            <Checkbox
              aria-label={t("bin.all")}
              checked={all}
              mixed={!all && chosen.size > 0}
              onValue={(on) =>
                choose(
                  rows.map((one) => one.id),
                  on,
                )
              }
            />
          </th>
          <th>{t("audit.record")}</th>
          <th>{t("audit.object")}</th>
          <th>{t("bin.by")}</th>
          <th>{t("audit.when")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((one) => (
          <tr key={one.id} className={chosen.has(one.id) ? "sel" : ""}>
            <td>
              <Checkbox
                aria-label={t("bin.choose", { title: one.title })}
                checked={chosen.has(one.id)}
                onValue={(on) => choose([one.id], on)}
              />
            </td>
            <td>
              <Icon name={one.icon} size="s" />{" "}
              <Link href={recordHref(one.object, one.record)}>{one.title || "–"}</Link>
            </td>
            <td className="mut">{one.object_title}</td>
            <td>{one.by?.title}</td>
            <td className="nw">{format.moment(one.at)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What was deleted of all objects: back, or away for good. */
export default function BinPage() {
  const { t } = useTranslation();
  const { objects } = useMeta();
  const [object, setObject] = useState("");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [asking, setAsking] = useState(false);
  const bin = useBin(object);
  const rows = bin.data?.pages.flatMap((page) => page.items) ?? [];
  const act = useBinActs(() => setChosen(new Set()));
  useRider({ key: "/bin", href: "/bin", title: t("bin.title"), icon: "trash" });
  const picked = rows.filter((one) => chosen.has(one.id));
  const choose = (ids: string[], on: boolean) => {
    const next = new Set(chosen);
    for (const id of ids)
      if (on) next.add(id);
      else next.delete(id);
    setChosen(next);
  };
  const withBin = Object.values(objects).filter((one) => one.features.includes("bin"));
  const back = picked.length > 0 && picked.every((one) => one.can_restore);
  const good = picked.length > 0 && picked.every((one) => one.can_purge);
  return (
    <div className="audit">
      <div className="head">
        <h1>{t("bin.title")}</h1>
      </div>
      <div className="cmd">
        <Button
          tone="primary"
          icon="undo"
          aria-disabled={!back}
          onClick={() => back && act("restore", picked)}
        >
          {t("action.restore")}
        </Button>
        {rows.some((one) => one.can_purge) && (
          <Button tone="danger-text" aria-disabled={!good} onClick={() => good && setAsking(true)}>
            {t("bin.purge")}
          </Button>
        )}
        <span className="binof">
          <Select
            aria-label={t("audit.object")}
            value={object}
            onValue={(next) => {
              setObject(next);
              setChosen(new Set());
            }}
            choices={withBin.map((one) => ({ value: one.name, label: one.title }))}
            empty={t("bin.every")}
          />
        </span>
      </div>
      {bin.error && !bin.data && <Failure error={bin.error} onRetry={() => void bin.refetch()} />}
      {bin.isPending && <Late>{t("state.loading")}</Late>}
      {bin.isSuccess && rows.length === 0 && <EmptyState title={t("bin.empty")} />}
      {rows.length > 0 && (
        <div className="acts binpage">
          <Rows rows={rows} chosen={chosen} choose={choose} />
          {bin.hasNextPage && (
            <Button onClick={() => void bin.fetchNextPage()}>{t("audit.older")}</Button>
          )}
        </div>
      )}
      {asking && (
        <Dialog
          title={t("bin.purge")}
          closeLabel={t("action.close")}
          isOpen
          size="s"
          blocking
          onClose={() => setAsking(false)}
          actions={
            <>
              <Button
                tone="danger"
                onClick={() => {
                  setAsking(false);
                  act("purge", picked);
                }}
              >
                {t("bin.purge_count", { count: picked.length })}
              </Button>
              <Button onClick={() => setAsking(false)}>{t("action.cancel")}</Button>
            </>
          }
        >
          <p>{t("bin.sure")}</p>
        </Dialog>
      )}
    </div>
  );
}
