import { lazy, type ReactNode, Suspense, useState } from "react";
import { fieldOf, may, useObject } from "@/api/meta";
import type { ObjectMeta } from "@/api/types";

const FieldDialog = lazy(() => import("./FieldDialog"));

/**
 * The window in which a field is made or changed, for whoever may do so with this object: `open`
 * is left out for all others. `onDone` hears the name of the field.
 */
export function useFieldDialog(
  object: ObjectMeta,
  onDone: (name: string) => void,
): { open: ((field?: string) => void) | undefined; dialog: ReactNode } {
  const meta = useObject("meta.field");
  const [shown, setShown] = useState<{ field?: string | undefined } | null>(null);
  const takes = fieldOf(meta ?? object, "object")?.options ?? [];
  const allowed = may(meta, "create") && takes.some((one) => one.value === object.name);
  return {
    open: allowed ? (field) => setShown({ field }) : undefined,
    dialog: shown && (
      <Suspense>
        <FieldDialog
          object={object}
          field={shown.field}
          onDone={onDone}
          onClose={() => setShown(null)}
        />
      </Suspense>
    ),
  };
}
