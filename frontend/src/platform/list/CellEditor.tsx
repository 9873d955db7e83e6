import { type FocusEvent, type KeyboardEvent, useRef, useState } from "react";
import type { Field, Rec } from "@/api/types";
import { Editor } from "../values";
import { narrowed } from "../values/chain";

/** Where to go after a cell has been saved. */
export type Onward = "stay" | "down" | "up" | "right" | "left";

interface Props {
  field: Field;
  record: Rec;
  /** `base` is the record as it was when editing began: another's change meanwhile is noticed. */
  onSave: (base: Rec, value: unknown, onward: Onward) => void;
  onCancel: () => void;
}

/** Choosing one is the whole change; there is nothing more to type. */
const AT_ONCE = new Set(["link"]);
/** These need more room than a cell has. */
const TALL = new Set(["links", "choices"]);

function onwardOf(event: KeyboardEvent): Onward | null {
  const inList =
    event.target instanceof HTMLElement && event.target.getAttribute("aria-expanded") === "true";
  if (event.key === "Tab") return event.shiftKey ? "left" : "right";
  if (inList || event.target instanceof HTMLSelectElement)
    return event.key === "Enter" && !inList ? "stay" : null;
  return { Enter: "stay", ArrowDown: "down", ArrowUp: "up" }[event.key] as Onward | null;
}

/** Edits one value in its cell: Enter saves, Down and Tab save and go on, Escape restores. */
export function CellEditor({ field, record, onSave, onCancel }: Props) {
  const [base] = useState(record);
  const [value, setValue] = useState<unknown>(base[field.name] ?? null);
  const [problem, setProblem] = useState<string | undefined>();
  const ended = useRef(false);
  const save = (next: unknown, onward: Onward) => {
    if (ended.current || problem) return;
    ended.current = true;
    onSave(base, next, onward);
  };
  const change = (next: unknown, wrong?: string) => {
    setValue(next);
    setProblem(wrong);
    if (AT_ONCE.has(field.kind)) save(next, "stay");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      ended.current = true;
      onCancel();
    } else {
      const onward = onwardOf(event);
      if (!onward) return;
      save(value, onward);
    }
    event.preventDefault();
    event.stopPropagation();
  };
  const onBlur = (event: FocusEvent<HTMLDivElement>) => {
    const next = event.relatedTarget;
    const inside =
      next instanceof Element && (event.currentTarget.contains(next) || next.closest(".pop"));
    if (inside) return;
    if (problem) onCancel();
    else save(value, "stay");
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the editor inside end the editing
    <div
      className={TALL.has(field.kind) ? "cellbox tall" : "cellbox"}
      onKeyDown={onKeyDown}
      onBlur={onBlur}
      title={problem}
    >
      <Editor
        field={narrowed(field, record)}
        value={value}
        onChange={change}
        invalid={problem !== undefined}
        autoFocus
        inCell
      />
    </div>
  );
}
