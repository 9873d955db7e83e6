import { useVirtualizer, type Virtualizer } from "@tanstack/react-virtual";
import {
  Fragment,
  type MouseEvent,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useRef,
} from "react";
import { fittedWidths, useRoom } from "./fit";
import { GridHead } from "./GridHead";
import { cellId, GridRow } from "./GridRow";
import { useGridKeys } from "./keys";
import { BOX, GROUP, type GridProps } from "./model";

/** Rows drawn beyond the visible ones. */
const OVERSCAN = 12;
/** Rows from the end at which more are asked for. */
const AHEAD = 25;
/** Height of the sticky head, in pixels. */
const HEAD = 28;

function useRows<Row>(props: GridProps<Row>, frame: RefObject<HTMLDivElement | null>) {
  const { rows, rowHeight, current, onEnd, headOf } = props;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: (index) => rowHeight + (headOf?.(index) ? GROUP : 0),
    overscan: OVERSCAN,
    initialOffset: props.scrollTop,
    paddingStart: HEAD,
    scrollPaddingStart: HEAD,
    scrollPaddingEnd: props.foot ? rowHeight : 0,
  });
  const last = virtual.getVirtualItems().at(-1)?.index ?? 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed height is what is measured anew
  useEffect(() => virtual.measure(), [rowHeight, headOf !== undefined, rows, virtual]);
  useEffect(() => {
    if (rows.length > 0 && last >= rows.length - AHEAD) onEnd();
  }, [last, rows.length, onEnd]);
  const shownBefore = useRef(current);
  useEffect(() => {
    if (shownBefore.current === current) return;
    shownBefore.current = current;
    if (current >= 0) virtual.scrollToIndex(current, { align: "auto" });
  }, [current, virtual]);
  return virtual;
}

/** The same functions for every draw, so that rows that did not change are not drawn again. */
function useRowActs<Row>(props: GridProps<Row>) {
  const latest = useRef(props);
  latest.current = props;
  const onRow = useCallback((index: number, column: string | undefined, event: MouseEvent) => {
    const now = latest.current;
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest(".cell")) return;
    // A held key on a link is the browser's way to open it elsewhere.
    if (target?.closest("a")) {
      now.onCurrent(index, column);
      return;
    }
    if (event.ctrlKey || event.metaKey) now.onSelect(index, false);
    else if (event.shiftKey) now.onSelect(index, true);
    now.onCurrent(index, column);
  }, []);
  const onSelect = useCallback((index: number, range: boolean) => {
    latest.current.onSelect(index, range);
  }, []);
  const onEdit = useCallback((row: number, column: string) => {
    latest.current.onEdit({ row, column });
  }, []);
  return { onRow, onSelect, onEdit };
}

interface BodyProps<Row> {
  props: GridProps<Row>;
  virtual: Virtualizer<HTMLDivElement, Element>;
}

function Body<Row>({ props, virtual }: BodyProps<Row>) {
  const { columns, rows, rowId, rowName, current, editing } = props;
  const acts = useRowActs(props);
  const shown = virtual.getVirtualItems();
  const first = (shown[0]?.start ?? HEAD) - HEAD;
  const last = shown.at(-1)?.end ?? 0;
  return (
    <tbody>
      <Gap height={first} />
      {shown.map(({ index }) => {
        const row = rows[index];
        if (row === undefined) return null;
        const edited = editing?.row === index ? editing.column : null;
        const head = props.headOf?.(index);
        return (
          <Fragment key={rowId(row)}>
            {head && <GroupRow across={columns.length + 1}>{head}</GroupRow>}
            <GridRow
              row={row}
              index={index}
              id={rowId(row)}
              columns={columns}
              current={index === current}
              currentColumn={index === current ? props.currentColumn : null}
              selected={props.isSelected(rowId(row))}
              selectLabel={props.labels.select(rowName(row))}
              editing={edited}
              editor={edited ? props.renderEditor(row, edited) : null}
              onPoint={props.onPoint}
              {...acts}
            />
          </Fragment>
        );
      })}
      <Gap height={virtual.getTotalSize() - last} />
    </tbody>
  );
}

/** The head of a group of rows. */
function GroupRow({ across, children }: { across: number; children: ReactNode }) {
  return (
    <tr className="grow" style={{ height: GROUP }}>
      <th scope="rowgroup" colSpan={across}>
        <div>{children}</div>
      </th>
    </tr>
  );
}

/** Stands for the rows above or below those in the page. */
function Gap({ height }: { height: number }) {
  return height > 0 ? <tr aria-hidden="true" style={{ height }} className="gap" /> : null;
}

/** The current cell's element while it is in the page; a reader must not be sent to a missing one. */
function useActiveCell<Row>(
  props: GridProps<Row>,
  virtual: Virtualizer<HTMLDivElement, Element>,
): string | undefined {
  const row = props.rows[props.current];
  const inPage = virtual.getVirtualItems().some((item) => item.index === props.current);
  const column = props.currentColumn ?? props.columns[0]?.id;
  return row && column && inPage ? cellId(props.rowId(row), column) : undefined;
}

/**
 * A table of any length after the ARIA grid pattern: only rows in sight are in the page. The table
 * has the focus; the current cell is marked and named by aria-activedescendant.
 */
export function Grid<Row>(props: GridProps<Row>) {
  const { columns } = props;
  const frame = useRef<HTMLDivElement>(null);
  const virtual = useRows(props, frame);
  const active = useActiveCell(props, virtual);
  const onKeyDown = useGridKeys(props, frame);
  const widths = fittedWidths(columns, useRoom(frame));
  const width = widths.reduce((sum, one) => sum + one, BOX);
  return (
    <div
      ref={frame}
      className="tw"
      onScroll={(event) => props.onScroll(event.currentTarget.scrollTop)}
    >
      <table
        className="t"
        role="grid"
        id={props.id}
        aria-label={props.label}
        aria-rowcount={props.total < 0 ? -1 : props.total + 1}
        aria-colcount={columns.length + 1}
        aria-multiselectable="true"
        aria-activedescendant={active}
        tabIndex={0}
        style={{ minWidth: width }}
        onKeyDown={onKeyDown}
      >
        <colgroup>
          <col style={{ width: BOX }} />
          {columns.map((column, index) => (
            <col key={column.id} style={{ width: widths[index] }} />
          ))}
        </colgroup>
        <GridHead {...props} />
        <Body props={props} virtual={virtual} />
        {props.foot}
      </table>
    </div>
  );
}
