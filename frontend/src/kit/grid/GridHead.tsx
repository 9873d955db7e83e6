import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import { Icon } from "../Icon";
import { Checkbox } from "../inputs";
import { type GridColumn, type GridProps, NARROWEST } from "./model";

type HeadProps<Row> = Pick<
  GridProps<Row>,
  "columns" | "sort" | "onSort" | "onResize" | "selection" | "onSelectAll" | "labels"
>;

const STEP = 16;

interface GripProps {
  label: string;
  width: number;
  onResize: (width: number) => void;
}

/** The edge of a column: drawn with the pointer, or moved by the arrow keys. */
export function Grip({ label, width, onResize }: GripProps) {
  const start = useRef<{ x: number; width: number } | null>(null);
  const to = (next: number) => onResize(Math.max(NARROWEST, Math.round(next)));
  const down = (event: PointerEvent) => {
    const cell = event.currentTarget.closest("th");
    start.current = { x: event.clientX, width: cell?.offsetWidth ?? width };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const move = (event: PointerEvent) => {
    if (start.current) to(start.current.width + event.clientX - start.current.x);
  };
  const key = (event: KeyboardEvent) => {
    const by = event.key === "ArrowRight" ? STEP : event.key === "ArrowLeft" ? -STEP : 0;
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    to(width + by);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that is moved is no horizontal rule
    <span
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      tabIndex={0}
      className="grip"
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={() => {
        start.current = null;
      }}
      onKeyDown={key}
    />
  );
}

function HeadCell<Row>({
  column,
  index,
  sort,
  onSort,
  onResize,
  labels,
}: { column: GridColumn<Row>; index: number } & Omit<
  HeadProps<Row>,
  "columns" | "selection" | "onSelectAll"
>) {
  const sorted = sort?.column === column.id ? sort : null;
  const direction = sorted ? (sorted.descending ? "descending" : "ascending") : undefined;
  return (
    <th
      scope="col"
      className={column.right ? "r" : ""}
      aria-sort={direction}
      aria-colindex={index + 2}
    >
      {column.sortable ? (
        <button type="button" onClick={() => onSort(column.id)} title={column.title}>
          <span className="ell">{column.title}</span>
          {sorted && <Icon name="sort" size="s" className={sorted.descending ? "" : "flip"} />}
        </button>
      ) : (
        <span className="ell">{column.title}</span>
      )}
      <Grip
        label={labels.resize(column.title)}
        width={column.width}
        onResize={(width) => onResize(column.id, width)}
      />
    </th>
  );
}

/** The sticky head: boxes, names, sorting, widths. */
export function GridHead<Row>({ columns, selection, onSelectAll, ...rest }: HeadProps<Row>) {
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th scope="col" className="c" aria-colindex={1}>
          <Checkbox
            aria-label={rest.labels.selectAll}
            checked={selection === "all"}
            mixed={selection === "some"}
            onValue={onSelectAll}
          />
        </th>
        {columns.map((column, index) => (
          <HeadCell key={column.id} column={column} index={index} {...rest} />
        ))}
      </tr>
    </thead>
  );
}
