import { fieldOf } from "@/api/meta";
import type { Field, ObjectMeta, Rec } from "@/api/types";
import { type Mention, mentionedIn } from "./mentions";

export type EntryKind = "note" | "call" | "meeting";

/** What somebody has typed in the composer; kept per record and user until it is sent. */
export interface EntryDraft {
  text: string;
  mentions: Mention[];
  direction: "in" | "out";
  phone: string;
  result: string;
  minutes: string;
  /** Moment of the talk; empty for now. */
  at: string;
  nextStep: string;
  nextStepOn: string;
}

export const EMPTY_DRAFT: EntryDraft = {
  text: "",
  mentions: [],
  direction: "out",
  phone: "",
  result: "",
  minutes: "",
  at: "",
  nextStep: "",
  nextStepOn: "",
};

export const RESULTS = ["reached", "not_reached", "call_back", "agreed", "refused"] as const;

/** Draft worth keeping: something beside what every form begins with. */
export function isTouched(draft: EntryDraft): boolean {
  return (
    JSON.stringify({ ...draft, direction: "out", mentions: [] }) !== JSON.stringify(EMPTY_DRAFT)
  );
}

const place = (user: string, object: string, id: string) => `kartei.entry.${user}.${object}.${id}`;

export function readEntryDraft(user: string, object: string, id: string): EntryDraft {
  const kept = localStorage.getItem(place(user, object, id));
  return kept ? { ...EMPTY_DRAFT, ...(JSON.parse(kept) as Partial<EntryDraft>) } : EMPTY_DRAFT;
}

export function keepEntryDraft(user: string, object: string, id: string, draft: EntryDraft): void {
  if (isTouched(draft)) localStorage.setItem(place(user, object, id), JSON.stringify(draft));
  else localStorage.removeItem(place(user, object, id));
}

/** The draft in the form of the API; only what the kind takes and what was filled in. */
export function entryBody(kind: EntryKind, draft: EntryDraft): Record<string, unknown> {
  const mentions = mentionedIn(draft.text, draft.mentions).map((one) => one.id);
  const talk = kind !== "note";
  const call = kind === "call";
  const given = {
    text: draft.text.trim(),
    mentions: mentions.length > 0 ? mentions : "",
    direction: call ? draft.direction : "",
    phone: call ? draft.phone : "",
    result: talk ? draft.result : "",
    minutes: talk && draft.minutes ? Number(draft.minutes) : "",
    at: talk ? draft.at : "",
    next_step: talk ? draft.nextStep.trim() : "",
    next_step_on: talk ? draft.nextStepOn : "",
  };
  const filled = Object.entries(given).filter(([, value]) => value !== "");
  return { kind, ...Object.fromEntries(filled) };
}

/** Whether there is something to send: a note needs its text, a call its fact alone. */
export function canSend(kind: EntryKind, draft: EntryDraft): boolean {
  return kind !== "note" || draft.text.trim() !== "";
}

/** The field in which the object keeps the day of its next step; undefined without one. */
export function nextStepField(object: ObjectMeta): Field | undefined {
  if (!object.features.includes("next_step")) return undefined;
  const field = fieldOf(object, "next_step_at");
  return field?.read_only ? undefined : field;
}

export interface PhoneChoice {
  value: string;
  label: string;
}

/** Numbers of the record and of the clients it is linked to, each once. */
export function phonesOf(record: Rec): PhoneChoice[] {
  const links = Object.values((record.with?.links ?? {}) as Record<string, Rec>);
  const found = new Map<string, string>();
  for (const one of [record, ...links])
    for (const value of Object.values(one))
      for (const item of Array.isArray(value) ? value : [])
        if (isPhone(item) && !found.has(item.value)) found.set(item.value, item.show);
  return [...found].map(([value, label]) => ({ value, label }));
}

function isPhone(item: unknown): item is { value: string; show: string } {
  const phone = item as { value?: unknown; show?: unknown } | null;
  return typeof phone?.value === "string" && typeof phone.show === "string";
}
