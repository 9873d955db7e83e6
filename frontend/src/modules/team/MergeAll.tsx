import { useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldOf } from "@/api/meta";
import { ApiProblem } from "@/api/problem";
import type { Job, ObjectMeta } from "@/api/types";
import { Failure } from "@/app/errors";
import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";
import { DialogFoot } from "@/kit/DialogFoot";
import { Banner, Late } from "@/kit/states";
import { useAlone } from "@/kit/use-alone";
import { JobProgress } from "@/platform/jobs/JobProgress";
import { isOver } from "@/platform/jobs/use-job";
import { tellRefusal } from "@/platform/save/tell-refusal";
import {
  mergedIn,
  mergeSure,
  type Pair,
  renewAll,
  type Sure,
  useLastRun,
  useSure,
} from "./merge-all";
import { Doubts, Groups } from "./SureList";
import { SureResult } from "./SureResult";

interface Props {
  object: ObjectMeta;
  /** Two records are to be looked at side by side. */
  onCompare: (pair: Pair) => void;
}

/** The rule in words, and what stands beside the list. */
function Rule({ object, sure }: { object: ObjectMeta; sure: Sure }) {
  const { t } = useTranslation();
  const by = sure.by.map((name) => fieldOf(object, name)?.label ?? name).join(", ");
  return (
    <>
      <p>{t("duplicates.sure_rule", { by })}</p>
      <p>{t("duplicates.sure_stays")}</p>
      {sure.more && <p className="mut">{t("duplicates.sure_more", { groups: sure.groups })}</p>}
      {sure.refused > 0 && (
        <Banner tone="warn">{t("duplicates.sure_refused", { count: sure.refused })}</Banner>
      )}
    </>
  );
}

interface ListProps extends Props {
  onJob: (job: string) => void;
  onClose: () => void;
}

/** Shows what would be merged, and orders it. */
function Preview({ object, onCompare, onJob, onClose }: ListProps) {
  const { t } = useTranslation();
  const found = useSure(object.name);
  const alone = useAlone();
  const [without, setWithout] = useState<ReadonlySet<string>>(new Set());
  const [first] = found.data?.pages ?? [];
  const groups = found.data?.pages.flatMap(({ items }) => items) ?? [];
  const left = groups.filter(({ stays }) => without.has(stays.id));
  const count = (first?.groups ?? 0) - left.length;
  const take = (id: string, wish: boolean) =>
    setWithout((old) => new Set(wish ? [...old].filter((one) => one !== id) : [...old, id]));
  const run = async () => {
    try {
      onJob(
        await mergeSure(
          object.name,
          first?.seal ?? "",
          left.map(({ stays }) => stays.id),
        ),
      );
    } catch (error) {
      tellRefusal(error);
      if (error instanceof ApiProblem && error.status === 409) await found.refetch();
    }
  };
  return (
    <Dialog
      title={t("duplicates.sure_title", { title: object.title })}
      closeLabel={t("action.close")}
      isOpen
      size="l"
      onClose={onClose}
      actions={
        count > 0 || left.length > 0 ? (
          <DialogFoot
            confirm={t("duplicates.sure_run", { count })}
            waiting={count === 0}
            onConfirm={() => void alone(run)}
            onCancel={onClose}
          />
        ) : (
          <Button onClick={onClose}>{t("action.close")}</Button>
        )
      }
    >
      <div className="col g12">
        {found.error && <Failure error={found.error} onRetry={() => void found.refetch()} />}
        {found.isLoading && <Late>{t("state.loading")}</Late>}
        {first && <Rule object={object} sure={first} />}
        {first && first.groups === 0 && <p className="m">{t("duplicates.sure_none")}</p>}
        {groups.length > 0 && (
          <Groups object={object} groups={groups} without={without} onTake={take} />
        )}
        {found.hasNextPage && (
          <Button
            className="start"
            aria-disabled={found.isFetchingNextPage}
            onClick={() => !found.isFetchingNextPage && void found.fetchNextPage()}
          >
            {t("duplicates.more")}
          </Button>
        )}
        {first && (
          <Doubts
            object={object}
            doubts={first.doubts}
            count={first.doubtful}
            onCompare={onCompare}
          />
        )}
      </div>
    </Dialog>
  );
}

/** A run that goes on, then what it did. */
function Running({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation();
  const [over, setOver] = useState<Job | null>(null);
  const end = (job: Job) => {
    setOver(job);
    void renewAll();
  };
  return (
    <Dialog
      title={t("duplicates.sure_last")}
      closeLabel={t("action.close")}
      isOpen
      size="l"
      onClose={onClose}
      actions={<Button onClick={onClose}>{t("action.close")}</Button>}
    >
      <div className="col g12">
        {over ? (
          <SureResult job={over} />
        ) : (
          <>
            <p>{t("duplicates.sure_running")}</p>
            <JobProgress id={id} onOver={end} />
          </>
        )}
      </div>
    </Dialog>
  );
}

/** Merges all that is surely the same; the last run stays at hand, also after the page was left. */
export function MergeAll({ object, onCompare }: Props) {
  const { t } = useTranslation();
  const last = useLastRun();
  const [window, setWindow] = useState<"" | "list" | "run">("");
  const [job, setJob] = useState("");
  const close = () => {
    setWindow("");
    void renewAll();
  };
  const shown = job || last?.id || "";
  const start = (id: string) => {
    setJob(id);
    setWindow("run");
  };
  const busy = last !== undefined && !isOver(last);
  return (
    <>
      <Button icon="merge" onClick={() => setWindow(busy ? "run" : "list")}>
        {t("duplicates.sure")}
      </Button>
      {last && (busy || mergedIn(last)) && (
        <Button tone="quiet" onClick={() => start(last.id)}>
          {t("duplicates.sure_last")}
        </Button>
      )}
      {window === "list" && (
        <Preview
          object={object}
          onCompare={(pair) => {
            setWindow("");
            onCompare(pair);
          }}
          onJob={start}
          onClose={close}
        />
      )}
      {window === "run" && <Running key={shown} id={shown} onClose={close} />}
    </>
  );
}
