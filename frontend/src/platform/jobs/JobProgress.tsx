import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Job } from "@/api/types";
import { tellProblem } from "@/app/errors";
import { useFormat } from "@/app/format";
import { Button } from "@/kit/Button";
import { cancelJob, isOver, useJob } from "./use-job";

interface Props {
  id: string;
  /** Called once when the job is over, however it ended. */
  onOver: (job: Job) => void;
}

/** A running job: its name, how far it is, and a way to stop it. */
export function JobProgress({ id, onOver }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const job = useJob(id).data;
  const over = useRef(onOver);
  over.current = onOver;
  const ended = job && isOver(job) ? job : null;
  useEffect(() => {
    if (ended) over.current(ended);
  }, [ended]);
  if (!job) return null;
  return (
    <div className="job" role="status">
      <span className="ell">{job.title}</span>
      <progress max={job.total || undefined} value={job.total ? job.done : undefined}>
        {job.done}
      </progress>
      <span className="mut nw">
        {t("job.progress", { done: format.integer(job.done), total: format.integer(job.total) })}
      </span>
      <Button tone="quiet" onClick={() => cancelJob(id).catch(tellProblem)}>
        {t("action.stop")}
      </Button>
    </div>
  );
}
