import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Field } from "@/api/types";
import { Editor, Value } from "@/platform/values";
import { TextCell } from "./cells";

interface Props {
  field: Field;
  /** Name of the field and number of the line. */
  label: string;
  value: unknown;
  problem: string | undefined;
  locked: boolean;
  onSet: (value: unknown, problem?: string) => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  /** Opens the line, where a cell has no room for typing. */
  onDetails: () => void;
}

/** Kinds that are typed or chosen in a cell; the others are edited in the window of the line. */
const IN_CELL = new Set("integer number money percent date duration bool choice link".split(" "));

/** One of the firm's own columns in a line. */
export function OwnCell(props: Props) {
  const { field, label, value, problem, locked, onSet, onKeyDown, onDetails } = props;
  const { t } = useTranslation();
  const named = { ...field, label };
  if (field.kind === "text" && !field.read_only)
    return (
      <TextCell
        name={field.name}
        label={label}
        value={String(value ?? "")}
        problem={problem}
        onValue={(text) => onSet(text || null)}
        onKeyDown={onKeyDown}
      />
    );
  if (field.read_only || locked)
    return (
      <span className="ell">
        <Value field={field} value={value} short />
      </span>
    );
  if (!IN_CELL.has(field.kind))
    return (
      <button
        type="button"
        className="cellin ell"
        data-cell={field.name}
        aria-label={`${label}: ${t("offer.line_details")}`}
        title={problem}
        onClick={onDetails}
        onKeyDown={onKeyDown}
      >
        <Value field={field} value={value} short />
      </button>
    );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the editor inside move between cells
    <div
      className={problem ? "owncell bad" : "owncell"}
      data-cell={field.name}
      title={problem}
      onKeyDown={onKeyDown}
    >
      <Editor field={named} value={value} invalid={Boolean(problem)} inCell onChange={onSet} />
    </div>
  );
}
