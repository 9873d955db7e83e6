import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { reloadMeta } from "@/api/meta";
import { ApiProblem } from "@/api/problem";
import { createRecord, patchRecord } from "@/api/records";
import type { ObjectMeta, Rec } from "@/api/types";
import { writableFields } from "../values";

export type Values = Record<string, unknown>;

export interface Shaping {
  values: Values;
  set: (change: Values) => void;
  problems: Record<string, string>;
  general: string | null;
  saving: boolean;
  save: () => void;
}

/** Lines that were begun and left empty are not meant. */
function withoutBlanks(values: Values): Values {
  if (!Array.isArray(values.choices)) return values;
  const filled = (row: object) => "id" in row || Object.values(row).some(Boolean);
  return { ...values, choices: values.choices.filter(filled) };
}

/**
 * A record of the shape of things in the making, or an existing one being changed; all its fields
 * are written at once, for one change of the schema. What is open in other windows follows by itself.
 */
export function useShaping(
  object: ObjectMeta,
  start: Rec | Values,
  onSaved: (record: Rec) => void,
): Shaping {
  // As the editing began: what another saves meanwhile is a conflict, not to be written over.
  const [begun] = useState(start);
  const [values, setValues] = useState<Values>(begun);
  const [once] = useState(() => crypto.randomUUID());
  const sending = useRef(false);
  const writing = useMutation({
    mutationFn: () => {
      const open = object.fields.filter((field) => !field.read_only || field.kind === "lines");
      const given = withoutBlanks(writableFields(open, values));
      if (!("id" in begun)) return createRecord(object.name, given, once);
      const changed = Object.entries(given).filter(
        ([name, value]) => JSON.stringify(value) !== JSON.stringify(begun[name]),
      );
      const { id, version } = begun as Rec;
      return patchRecord(object.name, id, version, Object.fromEntries(changed));
    },
    onSuccess: async (record) => {
      await reloadMeta();
      onSaved(record);
    },
    onSettled: () => {
      sending.current = false;
    },
  });
  const refusal = writing.error instanceof ApiProblem ? writing.error : null;
  const problems = refusal?.byField ?? {};
  return {
    values,
    set: (change) => setValues((old) => ({ ...old, ...change })),
    problems,
    general: writing.error && Object.keys(problems).length === 0 ? writing.error.message : null,
    saving: writing.isPending,
    save: () => {
      if (sending.current) return;
      sending.current = true;
      writing.mutate();
    },
  };
}
