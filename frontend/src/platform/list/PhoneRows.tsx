import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useRef } from "react";
import { fieldOf } from "@/api/meta";
import type { Field, ObjectMeta, Rec } from "@/api/types";
import { Link } from "@/app/Link";
import { Avatar } from "@/kit/Avatar";
import { recordHref } from "../addresses";
import { SampleTag } from "../record/SampleTag";
import { Value } from "../values";
import { isEmpty } from "../values/kind";
import { titleOf } from "../values/RecordPicker";
import { useWords } from "../values/words";
import { hasNextStep, isOver, NEXT_STEP, NEXT_STEP_AT, NextStep } from "./NextStep";

/** Estimated height of a row, in pixels; the real one is measured. */
const HEIGHT = 72;
const AHEAD = 15;
/** Words of the second line. */
const NOTES = 2;

interface Props {
  object: ObjectMeta;
  columns: string[];
  rows: Rec[];
  currentId: string;
  /** What stands above a row that begins a group. */
  headOf: (index: number) => ReactNode;
  onEnd: () => void;
  onOpen: (index: number) => void;
  scrollTop: number;
  onScroll: (top: number) => void;
}

const UNSAID = new Set(["owner", NEXT_STEP, NEXT_STEP_AT]);

/** Which column stands where in a row of two lines. */
function placesOf(object: ObjectMeta, columns: string[]) {
  const fields = columns
    .filter((name) => name !== object.title_field && !UNSAID.has(name))
    .map((name) => fieldOf(object, name))
    .filter((field): field is Field => field !== undefined);
  const day = hasNextStep(object)
    ? undefined
    : fields.find((field) => field.kind === "date" || field.kind === "moment");
  const figure = fields.find((field) => field.kind === "money") ?? day;
  const notes = fields.filter((field) => field !== figure && field.kind !== "money");
  return { figure, notes };
}

function Row({ object, columns, record }: Pick<Props, "object" | "columns"> & { record: Rec }) {
  const words = useWords();
  const { figure, notes } = placesOf(object, columns);
  const title = titleOf(object, record);
  const second = notes
    .map((field) => words(object, field.name, record[field.name]))
    .filter(Boolean)
    .slice(0, NOTES)
    .join(" · ");
  return (
    <>
      <Avatar name={title} size="l" />
      <div className="ptext">
        <div className="row g4">
          <div className="m15 ell">{title}</div>
          <SampleTag record={record} />
        </div>
        {second && <div className="m13 mut ell">{second}</div>}
        {hasNextStep(object) && columns.includes(NEXT_STEP) && !isOver(record) && (
          <div className="m13">
            <NextStep record={record} />
          </div>
        )}
      </div>
      <div className="m15 r nw">
        {figure && !isEmpty(record[figure.name]) && (
          <Value field={figure} value={record[figure.name]} short />
        )}
      </div>
    </>
  );
}

/** The list on a phone: name, what matters beside it, the next step. */
export function PhoneRows(props: Props) {
  const { object, columns, rows, currentId, onEnd, onOpen } = props;
  const frame = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => HEIGHT,
    overscan: 8,
    initialOffset: props.scrollTop,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (rows.length > 0 && last >= rows.length - AHEAD) onEnd();
  }, [last, rows.length, onEnd]);
  return (
    <div
      ref={frame}
      className="tw prows"
      onScroll={(event) => props.onScroll(event.currentTarget.scrollTop)}
    >
      <ul style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const record = rows[index];
          if (!record) return null;
          return (
            <li
              key={record.id}
              ref={virtual.measureElement}
              data-index={index}
              style={{ transform: `translateY(${start}px)` }}
            >
              {props.headOf(index) && <div className="gh">{props.headOf(index)}</div>}
              <Link
                className="pl"
                href={recordHref(object.name, record.id)}
                aria-current={record.id === currentId ? "true" : undefined}
                onClick={() => onOpen(index)}
              >
                <Row object={object} columns={columns} record={record} />
              </Link>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
