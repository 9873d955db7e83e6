import type { ObjectMeta } from "@/api/types";
import { FIELD } from "./FieldDialog";
import { FieldForm } from "./FieldForm";
import { ObjectForm } from "./ObjectForm";
import type { Shaping } from "./use-shaping";

interface Props {
  /** Meta of "meta.field" or "meta.object". */
  object: ObjectMeta;
  form: Shaping;
  existing: boolean;
}

/** The form of a field or of an object. */
export function ShapeForm(props: Props) {
  return props.object.name === FIELD ? (
    <FieldForm {...props} withObject />
  ) : (
    <ObjectForm {...props} />
  );
}
