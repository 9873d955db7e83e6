import { type ReactNode, useState } from "react";
import { fieldOf, may } from "@/api/meta";
import type { Field, ObjectMeta, Rec } from "@/api/types";
import type { GridPlace } from "@/kit/grid/model";
import { useSaveField } from "../save/use-save-field";
import { CellEditor, type Onward } from "./CellEditor";

const NEVER = new Set(["lines", "record", "file"]);

function isInline(object: ObjectMeta, field: Field | undefined): field is Field {
  return (
    field?.inline === true && !field.read_only && may(object, "write") && !NEVER.has(field.kind)
  );
}

interface Options {
  object: ObjectMeta;
  rows: Rec[];
  /** Shown columns in their order. */
  columns: string[];
  gridId: string;
  onCurrent: (row: number, column: string) => void;
}

/** Editing cells in their place. */
export function useEditing({ object, rows, columns, gridId, onCurrent }: Options) {
  const [editing, setEditing] = useState<GridPlace | null>(null);
  const { save } = useSaveField(object);
  const open = columns.filter((name) => isInline(object, fieldOf(object, name)));

  const edit = ({ row, column }: GridPlace) => {
    const field = fieldOf(object, column);
    const record = rows[row];
    if (!record || !isInline(object, field)) return;
    onCurrent(row, column);
    if (field.kind === "bool") void save(record, field, record[column] !== true);
    else setEditing({ row, column });
  };

  const next = (place: GridPlace, onward: Onward): GridPlace | null => {
    if (onward === "stay") return null;
    const down = { down: 1, up: -1, left: 0, right: 0 }[onward];
    const across = { down: 0, up: 0, left: -1, right: 1 }[onward];
    const column = open[open.indexOf(place.column) + across];
    const row = place.row + down;
    return column && rows[row] ? { row, column } : null;
  };

  const finish = (to: GridPlace | null) => {
    setEditing(null);
    if (to) edit(to);
    else document.getElementById(gridId)?.focus({ preventScroll: true });
  };

  const renderEditor = (record: Rec, column: string): ReactNode => {
    const field = fieldOf(object, column);
    if (!field || !editing) return null;
    return (
      <CellEditor
        key={`${record.id} ${column}`}
        field={field}
        record={record}
        onSave={(base, value, onward) => {
          void save(base, field, value);
          finish(next(editing, onward));
        }}
        onCancel={() => finish(null)}
      />
    );
  };

  return {
    editing,
    edit,
    renderEditor,
    firstOpen: open[0],
    isOpen: (name: string) => open.includes(name),
  };
}
