import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { ApiProblem } from "@/api/problem";
import { useWords } from "@/app/door/use-words";
import { useAlone } from "@/kit/use-alone";

/** One form at the door: what it does, and what a refusal says as a whole and by field. */
export function useDoorAct<T>(act: () => Promise<T>, onDone?: (result: T) => void) {
  const alone = useAlone();
  const words = useWords();
  const run = useMutation({ mutationFn: act, ...(onDone ? { onSuccess: onDone } : {}) });
  const { error } = run;
  const fields = error instanceof ApiProblem ? error.byField : {};
  return {
    done: run.isSuccess,
    busy: run.isPending,
    fields,
    /** Only what none of the fields tells. */
    refusal: error && Object.keys(fields).length === 0 ? words(error) : null,
    submit: (event: FormEvent) => {
      event.preventDefault();
      void alone(() => run.mutateAsync().catch(() => undefined));
    },
  };
}
