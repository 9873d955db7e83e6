import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ApiProblem } from "@/api/problem";
import type { Field, ObjectMeta, Rec } from "@/api/types";
import { tellProblem } from "@/app/errors";
import { toast } from "@/kit/toasts";
import { titleOf } from "../values/RecordPicker";
import { saveField } from "./save-field";

interface Change {
  record: Rec;
  field: Field;
  value: unknown;
}

/** The refusal of a field in words; a plain message where the server named none. */
function refusalOf(error: unknown, field: Field): unknown {
  const own = error instanceof ApiProblem ? error.byField[field.name] : undefined;
  return own ? new Error(`${field.label}: ${own}`) : error;
}

/**
 * Saves single fields of records of an object with an undo in the toast; a refusal is told and the
 * old value stands again. The promise of `save` is false when refused.
 */
export function useSaveField(object: ObjectMeta) {
  const { t } = useTranslation();
  const saving = useMutation({
    mutationFn: ({ record, field, value }: Change) => saveField(object.name, record, field, value),
  });
  const save = async (record: Rec, field: Field, value: unknown): Promise<boolean> => {
    const old = record[field.name];
    if (JSON.stringify(old ?? null) === JSON.stringify(value ?? null)) return true;
    try {
      const saved = await saving.mutateAsync({ record, field, value });
      toast(t("save.done", { field: field.label, title: titleOf(object, saved) }), {
        undo: () => saving.mutateAsync({ record: saved, field, value: old }).catch(tellProblem),
      });
      return true;
    } catch (error) {
      tellProblem(refusalOf(error, field));
      return false;
    }
  };
  return { save, pending: saving.isPending };
}
