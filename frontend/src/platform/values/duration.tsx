import { useFormat } from "@/app/format";
import { durationTyped, parseDuration } from "@/kit/duration";
import type { EditProps, FilterProps, ShowProps, ValueKind } from "./kind";
import { TypedInput } from "./typed";

function Show({ value }: ShowProps) {
  return <>{useFormat().duration(Number(value))}</>;
}

function Edit(props: EditProps) {
  const text = props.value == null ? "" : durationTyped(Number(props.value));
  return (
    <TypedInput
      {...props}
      text={text}
      parse={parseDuration}
      problem="duration"
      right
      placeholder="1:30"
    />
  );
}

function Filter({ field, value, onChange, autoFocus }: FilterProps) {
  const keep = (next: unknown, problem?: string) => {
    if (!problem) onChange(next);
  };
  return <Edit autoFocus={autoFocus} field={field} value={value} onChange={keep} />;
}

export const duration: ValueKind = { Show, Edit, Filter, right: true, width: 110 };
