import { noteReached } from "@/api/connection";
import { reloadMeta } from "@/api/meta";
import { queries } from "@/api/queries";
import { invalidateObject, knownVersion } from "@/api/records";
import { sessionQuery } from "@/api/session";

/**
 * Live events. One tab of the browser holds the stream (Web Locks choose it) and passes what it
 * hears to the others. An event only marks what was read as old; text being typed is never touched.
 */
const LOCK = "kartei.stream";
const CHANNEL = "kartei.live";
/** Events of one moment are answered together, in milliseconds. */
const GATHER = 250;
/** Waits between attempts after a lost stream, in milliseconds. */
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;

const KINDS = ["change", "meta", "reminder", "notice", "job", "end"] as const;

export interface LiveEvent {
  kind: (typeof KINDS)[number];
  data: { object?: string; id?: string; version?: number; [more: string]: unknown };
}

const pause = (milliseconds: number) =>
  new Promise<void>((done) => {
    setTimeout(done, milliseconds);
  });

const waiting = new Map<string, Set<string>>();
let timer: ReturnType<typeof setTimeout> | undefined;

function flush(): void {
  timer = undefined;
  for (const [object, ids] of waiting) {
    const [only] = ids.size === 1 ? ids : [undefined];
    void invalidateObject(object, only);
  }
  waiting.clear();
}

/** One's own changes come back as events too: the answer to the change is already here. */
function isNews({ id, version }: LiveEvent["data"]): boolean {
  return !(id && version && (knownVersion(id) ?? 0) >= version);
}

/**
 * Under other rights nothing that was read is what one would read now. It is read again once what
 * may no longer be seen has left the page, else that would be asked for, too.
 */
async function renewMeta(rights: boolean): Promise<void> {
  await reloadMeta();
  if (!rights) return;
  await pause(GATHER);
  await queries.invalidateQueries({ queryKey: ["records"] });
}

/** What an event makes old. */
export function hear({ kind, data }: LiveEvent): void {
  if (kind === "meta") {
    void renewMeta(data.sight === true);
  } else if (kind === "reminder") void queries.invalidateQueries({ queryKey: ["reminders"] });
  else if (kind === "notice") void queries.invalidateQueries({ queryKey: ["notices"] });
  else if (kind === "job") void queries.invalidateQueries({ queryKey: ["jobs"] });
  else if (kind === "end") void queries.invalidateQueries(sessionQuery);
  else if (data.object && isNews(data)) {
    const ids = waiting.get(data.object) ?? new Set();
    waiting.set(data.object, ids.add(data.id ?? ""));
    if (timer === undefined) timer = setTimeout(flush, GATHER);
  }
}

/** Listens until the stream breaks or the signal ends it. */
function listen(signal: AbortSignal, tell: (event: LiveEvent) => void): Promise<void> {
  return new Promise((done) => {
    const stream = new EventSource("/api/v1/stream");
    const close = () => {
      stream.close();
      done();
    };
    signal.addEventListener("abort", close);
    stream.addEventListener("error", () => {
      noteReached(false);
      if (stream.readyState === EventSource.CLOSED) close();
    });
    // What became due while the stream was away is asked for when it is back.
    stream.addEventListener("open", () => {
      noteReached(true);
      tell({ kind: "reminder", data: {} });
      tell({ kind: "notice", data: {} });
    });
    for (const kind of KINDS)
      stream.addEventListener(kind, (event) => {
        tell({ kind, data: JSON.parse((event as MessageEvent<string>).data || "{}") });
        if (kind === "end") close();
      });
  });
}

/** Keeps a stream open, waiting longer after each break that follows quickly. */
async function lead(signal: AbortSignal, tell: (event: LiveEvent) => void): Promise<void> {
  let wait = FIRST_WAIT;
  while (!signal.aborted) {
    const began = Date.now();
    await listen(signal, tell);
    wait = Date.now() - began > LONGEST_WAIT ? FIRST_WAIT : Math.min(wait * 2, LONGEST_WAIT);
    if (!signal.aborted) await pause(wait);
  }
}

/** Begins to hear events; the answer stops it. */
export function startLive(): () => void {
  const stop = new AbortController();
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener("message", (message: MessageEvent<LiveEvent>) => hear(message.data));
  const tell = (event: LiveEvent) => {
    hear(event);
    channel.postMessage(event);
  };
  navigator.locks
    .request(LOCK, { signal: stop.signal }, () => lead(stop.signal, tell))
    .catch((error: unknown) => {
      if (!stop.signal.aborted) throw error;
    });
  return () => {
    stop.abort();
    channel.close();
  };
}
