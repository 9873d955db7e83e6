import { noteReached } from "./connection";
import { ApiProblem, problemOf } from "./problem";

/** Base of every call; the same public interface as everybody else uses. */
const BASE = "/api/v1";

type QueryValue = string | number | boolean | null | undefined;

export interface Ask {
  method?: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  query?: Record<string, QueryValue>;
  /** JSON, or FormData for an upload. */
  body?: unknown;
  /** Version the change is based on: sent as If-Match. */
  version?: number;
  /** Key of one intended act: a repeated call with it creates nothing twice. */
  once?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal | undefined;
}

interface Surroundings {
  csrf: string;
  language: string;
  onSignedOut: () => void;
  onFactorDue: () => void;
}

const nothing = () => undefined;
const surroundings: Surroundings = {
  csrf: "",
  language: "en",
  onSignedOut: nothing,
  onFactorDue: nothing,
};

/** Tells the client who asks: the CSRF token, the language, and what to do when the session
 * has ended or a second factor has to be set up first. */
export function configureClient(change: Partial<Surroundings>): void {
  Object.assign(surroundings, change);
}

export function queryString(query: Record<string, QueryValue>): string {
  const pairs = Object.entries(query).filter(([, value]) => value != null && value !== "");
  return new URLSearchParams(pairs.map(([key, value]) => [key, String(value)])).toString();
}

/** What every call carries; also for the one kind of call `fetch` cannot make (upload.ts). */
export function callHeaders(options: Ask): Headers {
  const headers = new Headers({
    Accept: "application/json, application/problem+json",
    "Accept-Language": surroundings.language,
    ...options.headers,
  });
  if (options.method && options.method !== "GET") headers.set("X-CSRFToken", surroundings.csrf);
  if (options.version !== undefined) headers.set("If-Match", `"${options.version}"`);
  if (options.once) headers.set("Idempotency-Key", options.once);
  if (options.body !== undefined && !(options.body instanceof FormData))
    headers.set("Content-Type", "application/json");
  return headers;
}

function bodyOf(body: unknown): BodyInit | null {
  if (body === undefined) return null;
  return body instanceof FormData ? body : JSON.stringify(body);
}

/** One call; throws ApiProblem when refused or unreachable. The caller reads the body himself. */
export async function askRaw(path: string, options: Ask = {}): Promise<Response> {
  const query = queryString(options.query ?? {});
  let answer: Response;
  try {
    answer = await fetch(`${BASE}${path}${query ? `?${query}` : ""}`, {
      method: options.method ?? "GET",
      headers: callHeaders(options),
      body: bodyOf(options.body),
      signal: options.signal ?? null,
      credentials: "same-origin",
    });
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    noteReached(false);
    throw new ApiProblem(0, {});
  }
  noteReached(true);
  if (answer.ok) return answer;
  const problem = await problemOf(answer);
  if (problem.status === 401 && problem.code === "session.needed") surroundings.onSignedOut();
  if (problem.status === 403 && problem.code === "session.factor") surroundings.onFactorDue();
  throw problem;
}

/** One call whose JSON answer is wanted; an empty answer (204) gives undefined. */
export async function ask<T>(path: string, options: Ask = {}): Promise<T> {
  const answer = await askRaw(path, options);
  if (answer.status === 204) return undefined as T;
  return (await answer.json()) as T;
}
