import type { ObjectMeta } from "@/api/types";
import { FIELD } from "./FieldDialog";
import { FieldForm } from "./FieldForm";
import { ObjectForm } from "./ObjectForm";
import { RuleForm } from "./RuleForm";
import type { Shaping } from "./use-shaping";

interface Props {
  /** Meta of "meta.field", "meta.rule" or "meta.object". */
  object: ObjectMeta;
  form: Shaping;
  existing: boolean;
}

const RULE = "meta.rule";

/** The form of a field, of a rule or of an object. */
export function ShapeForm(props: Props) {
  if (props.object.name === FIELD) return <FieldForm {...props} withObject />;
  return props.object.name === RULE ? <RuleForm {...props} /> : <ObjectForm {...props} />;
}
