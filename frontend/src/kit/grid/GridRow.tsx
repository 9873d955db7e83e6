import { type MouseEvent, memo, type ReactNode } from "react";
import { Checkbox } from "../inputs";
import type { GridColumn } from "./model";

export interface GridRowProps<Row> {
  row: Row;
  index: number;
  id: string;
  columns: GridColumn<Row>[];
  current: boolean;
  currentColumn: string | null;
  selected: boolean;
  selectLabel: string;
  /** Column being edited in this row, and its editor. */
  editing: string | null;
  editor: ReactNode;
  onRow: (index: number, column: string | undefined, event: MouseEvent) => void;
  onSelect: (index: number, range: boolean) => void;
  onEdit: (index: number, column: string) => void;
  onPoint?: ((row: Row) => void) | undefined;
}

/** Id of a cell's element, for aria-activedescendant. */
export const cellId = (row: string, column: string) => `cell-${row}-${column}`;

function Cells<Row>(props: GridRowProps<Row>) {
  const { row, id, columns, editing, current, currentColumn } = props;
  return columns.map((column, at) => {
    const edited = editing === column.id;
    const classes = [
      column.right ? "r" : "",
      edited ? "edit" : "",
      current && currentColumn === column.id ? "here" : "",
    ];
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: keys act on the grid, which has the focus
      <td
        key={column.id}
        id={cellId(id, column.id)}
        aria-colindex={at + 2}
        className={classes.filter(Boolean).join(" ")}
        onClick={(event) => props.onRow(props.index, column.id, event)}
        onDoubleClick={() => props.onEdit(props.index, column.id)}
      >
        {edited ? <div className="cell">{props.editor}</div> : column.render(row)}
      </td>
    );
  });
}

function Row<R>(props: GridRowProps<R>) {
  const { index, selected, current, row, onPoint } = props;
  const classes = [selected ? "sel" : "", current ? "cur" : ""].filter(Boolean).join(" ");
  return (
    <tr
      className={classes}
      aria-rowindex={index + 2}
      aria-selected={selected}
      onPointerEnter={onPoint && (() => onPoint(row))}
    >
      <td className="c" aria-colindex={1}>
        <Checkbox
          aria-label={props.selectLabel}
          checked={selected}
          tabIndex={-1}
          onValue={() => undefined}
          onClick={(event) => props.onSelect(index, event.shiftKey)}
        />
      </td>
      {Cells(props)}
    </tr>
  );
}

export const GridRow = memo(Row) as typeof Row;
