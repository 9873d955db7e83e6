import { QueryClient } from "@tanstack/react-query";
import { ApiProblem } from "./problem";

/** A refusal is an answer and is not asked again; a lost connection is tried twice more. */
function retry(failures: number, error: Error): boolean {
  return (
    failures < 2 && error instanceof ApiProblem && (error.status === 0 || error.status === 503)
  );
}

/** The one store of what the server said. Live events mark entries stale (app/live.ts). */
export const queries = new QueryClient({
  defaultOptions: {
    queries: { retry, staleTime: 30_000, refetchOnWindowFocus: false },
    mutations: { retry: false },
  },
});
