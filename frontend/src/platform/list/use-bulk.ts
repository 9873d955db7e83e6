import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type BulkAct, bulk, invalidateObject, type Selection } from "@/api/records";
import type { Job } from "@/api/types";
import { tellProblem } from "@/app/errors";
import { toast } from "@/kit/toasts";
import { useTakeBack } from "../save/use-take-back";

/** Changes many records with an undo; more than 200 run as a job with progress. */
export function useBulk(object: string, onDone: () => void) {
  const { t } = useTranslation();
  const [job, setJob] = useState<string | null>(null);
  const takeBack = useTakeBack();
  const tell = (done: number, failed: number, change: unknown) => {
    const text = failed > 0 ? t("bulk.partly", { done, failed }) : t("bulk.done", { count: done });
    toast(text, typeof change === "string" ? { undo: takeBack(change) } : {});
  };
  const act = useMutation({
    mutationFn: ({ which, what }: { which: Selection; what: BulkAct }) => bulk(object, which, what),
    onSuccess: (answer) => {
      onDone();
      if ("job" in answer) setJob(answer.job);
      else tell(answer.done, answer.failed.length, answer.change);
    },
    onError: tellProblem,
  });
  const onOver = (over: Job) => {
    setJob(null);
    void invalidateObject(object);
    if (over.error) tellProblem(new Error(over.error));
    else tell(over.done, 0, over.result?.change);
  };
  return { act: act.mutate, pending: act.isPending, job, onOver };
}
