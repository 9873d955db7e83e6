import { useQuery } from "@tanstack/react-query";
import { ask } from "@/api/client";
import type { Job } from "@/api/types";

/** How often progress is asked for while a job runs, in milliseconds; events ask earlier. */
const OFTEN = 1000;

export const isOver = (job: Job) =>
  job.state === "done" || job.state === "failed" || job.state === "cancelled";

/** A job and its progress until it is over. */
export function useJob(id: string | null) {
  return useQuery({
    queryKey: ["jobs", id],
    queryFn: ({ signal }) => ask<Job>(`/jobs/${id}`, { signal }),
    enabled: id !== null,
    refetchInterval: ({ state }) => (state.data && isOver(state.data) ? false : OFTEN),
  });
}

export function cancelJob(id: string): Promise<void> {
  return ask<void>(`/jobs/${id}/cancel`, { method: "POST", body: {} });
}
