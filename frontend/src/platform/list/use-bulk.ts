import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type BulkAct, bulk, invalidateObject, type Selection } from "@/api/records";
import type { BulkOutcome, Job } from "@/api/types";
import { tellProblem } from "@/app/errors";
import { toast } from "@/kit/toasts";
import { useTakeBack } from "../save/use-take-back";

interface Wish {
  which: Selection;
  what: BulkAct;
}

/** "Changed 3 records, unchanged: 2, refused: 1 (why)"; what stayed as it was is not called a change. */
function useOutcomeWords(): (outcome: BulkOutcome, removed: boolean) => string {
  const { t } = useTranslation();
  return ({ done, unchanged = 0, failed, failed_count }, removed) => {
    const refused = failed_count ?? failed.length;
    if (done + refused === 0) return t("bulk.nothing");
    const parts = [
      t(removed ? "bulk.deleted" : "bulk.done", { count: done }),
      unchanged > 0 ? t("bulk.unchanged", { count: unchanged }) : "",
      refused > 0 ? t("bulk.refused", { count: refused, why: failed[0]?.detail ?? "" }) : "",
    ];
    return parts.filter(Boolean).join(", ");
  };
}

/** Changes many records with an undo; more than 200 run as a job with progress. */
export function useBulk(object: string, onDone: () => void) {
  const { t } = useTranslation();
  const [job, setJob] = useState<string | null>(null);
  const takeBack = useTakeBack();
  const words = useOutcomeWords();
  const removing = useRef(false);
  const busy = useRef(false);
  const tell = (outcome: BulkOutcome, stopped = false) => {
    const text = words(outcome, removing.current);
    const back = outcome.done > 0 && outcome.change;
    toast(
      stopped ? t("bulk.stopped", { text }) : text,
      back ? { undo: takeBack(outcome.change ?? "") } : {},
    );
  };
  const act = useMutation({
    mutationFn: ({ which, what }: Wish) => {
      removing.current = "command" in what && what.command === "delete";
      return bulk(object, which, what);
    },
    onSuccess: (answer) => {
      onDone();
      if ("job" in answer) setJob(answer.job);
      else tell(answer);
    },
    onError: tellProblem,
    onSettled: () => {
      busy.current = false;
    },
  });
  const onOver = (over: Job) => {
    setJob(null);
    void invalidateObject(object);
    if (over.error) tellProblem(new Error(over.error));
    else if (over.result) tell(over.result as unknown as BulkOutcome, over.state === "cancelled");
  };
  // A second click while the first is on its way would do the same once more.
  const once = (wish: Wish) => {
    if (busy.current) return;
    busy.current = true;
    act.mutate(wish);
  };
  return { act: once, pending: act.isPending, job, onOver };
}
