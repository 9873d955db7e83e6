import type { ComponentType } from "react";
import type { Field, Operator, Rec } from "@/api/types";
import type { ControlAttributes } from "@/kit/inputs";

/** How a value is drawn. `short` is a cell of a list: one line, no way to act inside. */
export interface ShowProps {
  field: Field;
  value: unknown;
  record?: Rec | undefined;
  short: boolean;
}

export interface EditProps extends Partial<ControlAttributes> {
  field: Field;
  value: unknown;
  /** The value in the form the API is written with; `problem` while the typed text means nothing. */
  onChange: (value: unknown, problem?: string) => void;
  autoFocus?: boolean | undefined;
  invalid?: boolean | undefined;
  /** Inside a cell of a list: no frame of its own. */
  inCell?: boolean | undefined;
}

export interface FilterProps {
  field: Field;
  operator: Operator;
  value: unknown;
  onChange: (value: unknown) => void;
  autoFocus?: boolean | undefined;
}

/** Everything the interface knows about one kind of field. */
export interface ValueKind {
  Show: ComponentType<ShowProps>;
  Edit: ComponentType<EditProps>;
  /** Input for one compared value in a filter. */
  Filter: ComponentType<FilterProps>;
  /** Numbers stand at the right edge. */
  right?: boolean;
  /** Width of a column nobody has changed, in pixels. */
  width: number;
}

/** Nothing to show: null, an empty text, an empty list. */
export function isEmpty(value: unknown): boolean {
  return value == null || value === "" || (Array.isArray(value) && value.length === 0);
}
