import type { Riddle } from "./riddle";

/** A refusal of the server as problem+json (RFC 9457), or a failed connection. */
export interface FieldProblem {
  pointer: string;
  field: string;
  code: string;
  detail: string;
  row?: number;
}

/** A way on at the door, as the accounts' part of the API names it. */
export interface Flow {
  id: string;
  is_pending?: boolean;
  types?: string[];
}

interface ProblemBody {
  title?: string;
  status?: number;
  code?: string;
  detail?: string;
  errors?: FieldProblem[];
  current?: unknown;
  /** What the accounts' part says beside the refusal. */
  data?: { flows?: Flow[] };
  meta?: Record<string, string>;
  captcha?: Riddle;
}

/** `status` 0 and code `offline` stand for a server that did not answer at all. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly errors: FieldProblem[];
  readonly current: unknown;
  readonly flows: Flow[];
  readonly meta: Record<string, string>;
  /** To be solved before the act is tried again. */
  readonly riddle: Riddle | null;
  /** Seconds after which it may be tried again; 0: nothing was said. */
  readonly wait: number;

  constructor(status: number, body: ProblemBody, wait = 0) {
    super(body.detail || body.title || body.code || String(status));
    this.name = "ApiProblem";
    this.status = status;
    this.code = body.code ?? (status === 0 ? "offline" : `http.${status}`);
    this.errors = body.errors ?? [];
    this.current = body.current;
    this.flows = body.data?.flows ?? [];
    this.meta = body.meta ?? {};
    this.riddle = body.captcha ?? null;
    this.wait = wait;
  }

  /** The refusals by field name, the first one of each field. */
  get byField(): Record<string, string> {
    const found: Record<string, string> = {};
    for (const error of this.errors) found[error.field] ??= error.detail;
    return found;
  }
}

/** Reads the body of a refused answer; a body of another kind (a proxy's page) is left out. */
export async function problemOf(answer: Response): Promise<ApiProblem> {
  const kind = answer.headers.get("content-type") ?? "";
  const body = kind.includes("json") ? ((await answer.json()) as ProblemBody) : {};
  return new ApiProblem(answer.status, body, Number(answer.headers.get("retry-after") ?? 0) || 0);
}
