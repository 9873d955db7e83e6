import { lazy, type ReactNode, Suspense, useState } from "react";
import type { Field } from "@/api/types";

const AskDialog = lazy(() => import("./AskDialog"));

export interface Question {
  title: string;
  text?: string;
  fields: Field[];
  values?: Record<string, unknown>;
  problems?: Record<string, string>;
  confirm: string;
  danger?: boolean;
}

type Answer = Record<string, unknown> | null;

/** A small window that asks some fields and answers a promise; null when it was closed. */
export function useAsking(): { ask: (question: Question) => Promise<Answer>; window: ReactNode } {
  const [open, setOpen] = useState<(Question & { done: (answer: Answer) => void }) | null>(null);
  const ask = (question: Question) =>
    new Promise<Answer>((done) => {
      setOpen({
        ...question,
        done: (answer) => {
          setOpen(null);
          done(answer);
        },
      });
    });
  const window = open && (
    <Suspense>
      <AskDialog
        {...open}
        values={open.values ?? {}}
        problems={open.problems ?? {}}
        onAnswer={open.done}
      />
    </Suspense>
  );
  return { ask, window };
}
