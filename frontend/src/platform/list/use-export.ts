import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask, askRaw } from "@/api/client";
import type { Filter, Job, ListQuestion } from "@/api/types";
import { download, offer } from "@/app/download";
import { tellProblem } from "@/app/errors";
import { printPdf } from "@/app/print";
import { toast } from "@/kit/toasts";
import type { ListFile } from "../extensions";

export const FORMATS = ["xlsx", "csv", "vcf"] as const;
export type ExportFormat = (typeof FORMATS)[number];

/** The server compares with so many values at once. */
const AT_ONCE = 1000;

/** A filter that finds these records, however many were chosen. */
export function chosenFilter(ids: string[]): Filter {
  const parts: Filter[] = [];
  for (let at = 0; at < ids.length; at += AT_ONCE)
    parts.push(["id", "in", ids.slice(at, at + AT_ONCE)]);
  const [only] = parts;
  return only && parts.length === 1 ? only : ["or", ...parts];
}

/** The address of a file is one of this program's own. */
async function fetchAndPrint(url: string): Promise<void> {
  printPdf(await (await askRaw(url.replace(/^\/api\/v1/, ""))).blob());
}

/** Writes a list to a file: small ones come at once, large ones as a job. */
export function useExport(object: string) {
  const { t } = useTranslation();
  const [job, setJob] = useState<string | null>(null);
  const printing = useRef(false);
  const run = useMutation({
    mutationFn: async (asked: ListQuestion & { format: ExportFormat; ids?: string[] }) => {
      const body = asked;
      const answer = await askRaw(`/records/${object}/export`, { method: "POST", body });
      if (answer.status === 202) {
        setJob(((await answer.json()) as { job: string }).job);
        return;
      }
      await download(answer, `${object}.${asked.format}`);
    },
    onError: tellProblem,
  });
  const print = useMutation({
    mutationFn: async ({ file, ...which }: ListQuestion & { file: ListFile }) => {
      const body = { ...which, form: file.form };
      printing.current = file.print;
      setJob((await ask<{ job: string }>(file.path, { method: "POST", body })).job);
    },
    onError: tellProblem,
  });
  const onOver = (done: Job) => {
    setJob(null);
    const { url, papers, failed, failed_count: refused } = done.result ?? {};
    if (done.state === "done" && typeof url === "string") {
      if (typeof papers === "number") toast(told(papers, Number(refused), failed));
      if (printing.current) void fetchAndPrint(url).catch(tellProblem);
      else offer(url, "");
    } else if (done.error) tellProblem(new Error(done.error));
    printing.current = false;
  };
  const told = (papers: number, refused: number, failed: unknown) => {
    const words = t("printing.done", { count: papers });
    const why = (failed as { title: string; detail: string }[])
      .slice(0, 3)
      .map((one) => [one.title, one.detail].filter(Boolean).join(": "))
      .join("; ");
    return refused ? `${words}, ${t("bulk.refused", { count: refused, why })}` : words;
  };
  return { run: run.mutate, print: print.mutate, job, onOver };
}
