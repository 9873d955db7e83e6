import { createContext, useContext } from "react";
import { useMeta } from "@/api/meta";
import type { ObjectMeta } from "@/api/types";
import { type FieldChoice, fieldChoices } from "./model";

/** True around filters that are judged on one record alone: nothing behind its links is asked. */
export const OwnFieldsOnly = createContext(false);

/** The fields that a filter can be made of here. */
export function useFieldChoices(object: ObjectMeta): FieldChoice[] {
  const meta = useMeta();
  const own = useContext(OwnFieldsOnly);
  const found = fieldChoices(meta, object);
  return own ? found.filter(({ name }) => !name.includes(".")) : found;
}
