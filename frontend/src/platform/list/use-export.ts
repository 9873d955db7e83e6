import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { askRaw } from "@/api/client";
import type { Filter, Job, ListQuestion } from "@/api/types";
import { tellProblem } from "@/app/errors";

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

function offer(href: string, name: string): void {
  const link = Object.assign(document.createElement("a"), { href, download: name });
  link.click();
}

function nameOf(answer: Response, fallback: string): string {
  const head = answer.headers.get("content-disposition") ?? "";
  const encoded = /filename\*=utf-8''([^;]+)/i.exec(head)?.[1];
  return encoded
    ? decodeURIComponent(encoded)
    : (/filename="?([^";]+)/.exec(head)?.[1] ?? fallback);
}

/** Writes a list to a file: small ones come at once, large ones as a job. */
export function useExport(object: string) {
  const [job, setJob] = useState<string | null>(null);
  const run = useMutation({
    mutationFn: async (asked: ListQuestion & { format: ExportFormat; ids?: string[] }) => {
      const body = asked;
      const answer = await askRaw(`/records/${object}/export`, { method: "POST", body });
      if (answer.status === 202) {
        setJob(((await answer.json()) as { job: string }).job);
        return;
      }
      const address = URL.createObjectURL(await answer.blob());
      offer(address, nameOf(answer, `${object}.${asked.format}`));
      URL.revokeObjectURL(address);
    },
    onError: tellProblem,
  });
  const onOver = (done: Job) => {
    setJob(null);
    const url = done.result?.url;
    if (done.state === "done" && typeof url === "string") offer(url, "");
    else if (done.error) tellProblem(new Error(done.error));
  };
  return { run: run.mutate, job, onOver };
}
