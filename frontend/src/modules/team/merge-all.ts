import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ask } from "@/api/client";
import { queries } from "@/api/queries";
import type { Job, LinkValue } from "@/api/types";
import { isOver } from "@/platform/jobs/use-job";

export interface Member extends LinkValue {
  note: string;
}

export interface Pair {
  /** The record that stays. */
  into: Member;
  other: Member;
}

export interface SureGroup {
  stays: Member;
  others: Member[];
  why: string[];
}

export interface Doubt {
  records: [Member, Member];
  why: string[];
  /** Where they contradict each other. */
  fields: string[];
}

export interface Sure {
  items: SureGroup[];
  next: number | null;
  groups: number;
  records: number;
  /** The fields that decide. */
  by: string[];
  doubts: Doubt[];
  doubtful: number;
  refused: number;
  /** There are more groups than one run merges. */
  more: boolean;
  /** Of the list that was seen. */
  seal: string;
}

/** What came of a run. */
export interface Merged {
  object: string;
  done: number;
  groups: number;
  merges: { change: string; id: string; title: string; count: number }[];
  failed: { id: string; title: string; detail: string }[];
  failed_count: number;
}

const KIND = "records.merge_sure";
const RUNS = ["jobs", KIND];

export function useSure(object: string) {
  return useInfiniteQuery({
    queryKey: ["records", object, "duplicates", "sure"],
    queryFn: ({ pageParam, signal }) =>
      ask<Sure>(`/records/${object}/duplicates/sure`, { query: { after: pageParam }, signal }),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next ?? undefined,
    retry: false,
  });
}

/** The newest run of this person: the one that goes on, or what the last one did. */
export function useLastRun(): Job | undefined {
  const found = useQuery({
    queryKey: RUNS,
    queryFn: ({ signal }) => ask<{ items: Job[] }>("/jobs", { signal }),
  });
  return found.data?.items.find(
    (one) => one.kind === KIND && (!isOver(one) || mergedIn(one) !== null),
  );
}

/** The result of a run that merged something or was left with something. */
export function mergedIn(job: Job): Merged | null {
  return isOver(job) && job.result ? (job.result as unknown as Merged) : null;
}

export async function mergeSure(object: string, seal: string, without: string[]): Promise<string> {
  const { job } = await ask<{ job: string }>(`/records/${object}/duplicates/sure`, {
    method: "POST",
    body: { seal, without },
  });
  return job;
}

/** After a run or an undo nothing that was fetched before is sure to be so still. */
export async function renewAll() {
  await queries.invalidateQueries({ queryKey: RUNS });
  await queries.invalidateQueries({ queryKey: ["records"] });
}
