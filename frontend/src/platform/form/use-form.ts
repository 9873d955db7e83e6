import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useMeta } from "@/api/meta";
import { ApiProblem } from "@/api/problem";
import { createRecord } from "@/api/records";
import type { ContactValue, Field, ObjectMeta, Rec } from "@/api/types";
import { useFormat } from "@/app/format";
import { type EntryDraft, entryBody, isTouched as isTalkTouched } from "../timeline/entry";
import { writableFields } from "../values";
import { isEmpty } from "../values/kind";

type Values = Record<string, unknown>;

interface Draft {
  /** Identity of the intended record and of the act of creating it: a repeated save makes no second one. */
  once: string;
  values: Values;
  /** The talk the new record comes from, noted with it; null when there was none. */
  talk?: EntryDraft | null;
}

/** Defaults that move with the clock, as the values they are now. */
type Moving = Record<string, string>;

function defaults(object: ObjectMeta, moving: Moving): Values {
  const given = object.fields.filter((field) => !field.read_only && !isEmpty(field.default));
  const moves = (field: Field) => field.kind === "date" || field.kind === "moment";
  return Object.fromEntries(
    given.map((field) => [
      field.name,
      (moves(field) && moving[String(field.default)]) || field.default,
    ]),
  );
}

function readDraft(place: string): Draft | null {
  const kept = localStorage.getItem(place);
  return kept ? (JSON.parse(kept) as Draft) : null;
}

function isTouched(values: Values, start: Values): boolean {
  return Object.entries(values).some(
    ([name, value]) => !isEmpty(value) && JSON.stringify(value) !== JSON.stringify(start[name]),
  );
}

/** What the commands are given that the form asks too; those of which nothing was typed are left out. */
function askedOf(object: ObjectMeta, values: Values): Values {
  const given = object.commands
    .filter((one) => one.first && !one.when)
    .map((one) => {
      const parts = one.input.map(({ name }) => [name, values[partName(one.name, name)]] as const);
      return [one.name, Object.fromEntries(parts.filter(([, value]) => !isEmpty(value)))] as const;
    });
  return Object.fromEntries(given.filter(([, input]) => Object.keys(input).length > 0));
}

/** What is sent: the fields, the talk as an entry with the first number typed, and commands. */
function bodyOf(
  object: ObjectMeta,
  values: Values,
  asked: Values,
  talk: EntryDraft | null,
): Values {
  const fields = writableFields(object.fields, values);
  const commands = askedOf(object, asked);
  if (!talk) return Object.keys(commands).length > 0 ? { ...fields, with: commands } : fields;
  const phones = object.fields.find((field) => field.kind === "phones");
  const [first] = (phones ? (fields[phones.name] as ContactValue[] | undefined) : undefined) ?? [];
  const phone = talk.phone || first?.value || "";
  return { ...fields, with: { ...commands, entry: entryBody("call", { ...talk, phone }) } };
}

/** The name under which the form keeps, and the server refuses, one part of a command's input. */
export const partName = (command: string, part: string): string => `${command}.${part}`;

export interface NewForm {
  values: Values;
  /** The defaults the form began with. */
  start: Values;
  set: (name: string, value: unknown, problem?: string) => void;
  /** Input of commands that are carried out with the creation, by `partName`; never kept in a draft. */
  asked: Values;
  ask: (name: string, value: unknown) => void;
  /** Refusals by field: what cannot be read, then what the server said. */
  problems: Record<string, string>;
  /** A refusal that belongs to no field. */
  general: string | null;
  /** The talk that is noted together with the record. */
  talk: EntryDraft | null;
  setTalk: (talk: EntryDraft | null) => void;
  dirty: boolean;
  saving: boolean;
  save: () => void;
  discard: () => void;
}

/**
 * State of a form that creates a record. The draft outlives a closed tab; it is kept per user and
 * object and removed when the record is made or the draft is thrown away.
 */
export function useNewForm(
  object: ObjectMeta,
  initial: Values,
  onCreated: (record: Rec) => void,
  talking: EntryDraft | null = null,
): NewForm {
  const { user } = useMeta();
  const { today } = useFormat();
  // Taken once: a draft must not look touched because the clock went on.
  const [start] = useState(() =>
    defaults(object, { today: today(), now: new Date().toISOString() }),
  );
  const place = `kartei.draft.${user.id}.${object.name}`;
  const fresh = (): Draft => ({
    once: crypto.randomUUID(),
    values: { ...start, ...initial },
    talk: talking,
  });
  const [draft, setDraft] = useState<Draft>(() =>
    Object.keys(initial).length > 0 ? fresh() : (readDraft(place) ?? fresh()),
  );
  const [asked, setAsked] = useState<Values>({});
  const [unread, setUnread] = useState<Record<string, string>>({});
  const talk = draft.talk ?? null;
  const dirty =
    isTouched(draft.values, { ...start, ...initial }) || (talk !== null && isTalkTouched(talk));

  useEffect(() => {
    if (dirty) localStorage.setItem(place, JSON.stringify(draft));
  }, [draft, dirty, place]);

  // Two clicks may come before the first one is drawn.
  const sending = useRef(false);
  const creation = useMutation({
    mutationFn: () =>
      createRecord(object.name, bodyOf(object, draft.values, asked, talk), draft.once),
    onSuccess: (record) => {
      localStorage.removeItem(place);
      onCreated(record);
    },
  });
  const refusal = creation.error instanceof ApiProblem ? creation.error : null;
  const named = refusal?.byField ?? {};
  const set = (name: string, value: unknown, problem?: string) => {
    setDraft((old) => ({ ...old, values: { ...old.values, [name]: value } }));
    setUnread(({ [name]: _, ...rest }) => (problem ? { ...rest, [name]: problem } : rest));
  };
  return {
    talk,
    setTalk: (next) => setDraft((old) => ({ ...old, talk: next })),
    values: draft.values,
    start,
    set,
    asked,
    ask: (name, value) => setAsked((old) => ({ ...old, [name]: value })),
    problems: { ...named, ...unread },
    general: creation.error && Object.keys(named).length === 0 ? creation.error.message : null,
    dirty,
    saving: creation.isPending,
    save: () => {
      if (sending.current || Object.keys(unread).length > 0) return;
      sending.current = true;
      creation.mutate(undefined, {
        onSettled: () => {
          sending.current = false;
        },
      });
    },
    discard: () => {
      localStorage.removeItem(place);
      setDraft(fresh());
      setAsked({});
      setUnread({});
      creation.reset();
    },
  };
}
