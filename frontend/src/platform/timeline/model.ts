import { fieldOf } from "@/api/meta";
import type { FileValue, LinkValue, ObjectMeta } from "@/api/types";

export interface FieldChange {
  field: string;
  label: string;
  old: string;
  new: string;
}

/** One thing that happened to a record, or to a record that belongs to it. */
export interface TimelineEvent {
  id: string;
  kind: string;
  at: string;
  author: LinkValue | null;
  object: string;
  record: LinkValue;
  title: string;
  text: string;
  data: Record<string, unknown>;
  changes: FieldChange[];
  editable: boolean;
  files: FileValue[];
}

export interface TimelinePage {
  items: TimelineEvent[];
  next: string | null;
}

/** What the timeline can be narrowed to; the kinds are those of the API. */
export const FILTERS = {
  all: [],
  notes: ["note"],
  talks: ["call", "meeting"],
  tasks: ["task"],
  offers: ["offer"],
  letters: ["letter"],
  files: ["file"],
  changes: ["create", "change", "stage", "delete", "restore", "merge", "import"],
} as const;

export type TimelineFilter = keyof typeof FILTERS;

/** Events of one day in the firm's zone, in their order. */
export interface TimelineDay {
  day: string;
  events: TimelineEvent[];
}

/** Groups events, which come newest first, by day. */
export function byDay(events: TimelineEvent[], dayOf: (moment: string) => string): TimelineDay[] {
  const days: TimelineDay[] = [];
  for (const event of events) {
    const day = dayOf(event.at);
    const last = days.at(-1);
    if (last?.day === day) last.events.push(event);
    else days.push({ day, events: [event] });
  }
  return days;
}

/** Kinds that tell of fields; what they set beside is told only where it says something. */
const SILENT = new Set(["create", "import", "merge"]);

/**
 * The changed fields worth reading: fields that follow from others (the asker cannot write them)
 * are left out unless nothing else changed. A new record has all its fields on the card already.
 */
export function tellingChanges(
  object: ObjectMeta | undefined,
  event: Pick<TimelineEvent, "kind" | "changes" | "data">,
): FieldChange[] {
  // A task or an offer is told under its own kind; what was done to it is the verb.
  if (SILENT.has(event.kind) || SILENT.has(String(event.data.verb))) return [];
  const own = event.changes.filter((change) => {
    const field = object && fieldOf(object, change.field);
    return field !== undefined && !field.read_only;
  });
  const told = own.length > 0 ? own : event.changes;
  const stage = object?.board?.by;
  if (event.kind !== "stage" || !stage) return told;
  const moved = told.filter((change) => change.field === stage);
  const rest = told.filter(
    (change) => change.field !== stage && change.field !== object?.board?.funnel,
  );
  return [...moved, ...rest];
}

interface Look {
  icon: string;
  /** Class of the round mark: colour by meaning. */
  tone: string;
}

const LOOKS: Record<string, Look> = {
  note: { icon: "note", tone: "w" },
  call: { icon: "call-out", tone: "" },
  meeting: { icon: "users", tone: "in" },
  file: { icon: "attachment", tone: "" },
  create: { icon: "plus", tone: "p" },
  change: { icon: "edit", tone: "" },
  stage: { icon: "swap", tone: "a" },
  delete: { icon: "trash", tone: "n" },
  restore: { icon: "undo", tone: "p" },
  merge: { icon: "merge", tone: "a" },
  import: { icon: "upload", tone: "" },
  task: { icon: "task", tone: "p" },
  offer: { icon: "offer", tone: "a" },
  letter: { icon: "mail", tone: "in" },
};

/** Mark of an event. */
export function lookOf(event: Pick<TimelineEvent, "kind" | "data">): Look {
  if (event.kind === "call" && event.data.direction === "in") return { icon: "call-in", tone: "a" };
  return LOOKS[event.kind] ?? { icon: "info", tone: "" };
}
