import type { Field, Kind } from "@/api/types";

/** A field that is in no meta, for an editor of a value outside of records. */
export function pseudoField(
  name: string,
  label: string,
  kind: Kind,
  more: Partial<Field> = {},
): Field {
  return {
    name,
    label,
    kind,
    help: "",
    required: false,
    read_only: false,
    sort: false,
    filter: false,
    group: false,
    inline: true,
    runtime: false,
    operators: [],
    options: null,
    target: null,
    max_length: null,
    default: null,
    lines: null,
    ...more,
  };
}
