import {
  type CSSProperties,
  type DragEvent,
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useRef,
} from "react";
import { useTranslation } from "react-i18next";
import type { Field, ObjectMeta, Rec } from "@/api/types";
import { useFormat } from "@/app/format";
import { Grip } from "@/kit/grid/GridHead";
import { kindOf } from "@/platform/values";
import { ColumnsMenu } from "./ColumnsMenu";
import { LineRow } from "./LineRow";
import { LineSearch } from "./LineSearch";
import { freeLine, type Line, lineOf } from "./paper";
import { type LineColumns, ownOf } from "./use-columns";
import type { PaperDraft } from "./use-draft";
import type { Sums } from "./use-sums";

interface Props {
  draft: PaperDraft;
  fields: Record<string, Field>;
  sums: Sums | undefined;
  currency: string;
  problems: Record<string, string>;
  locked: boolean;
  columns: LineColumns;
  /** The lines as a place that takes fields of its own. */
  part: ObjectMeta;
  /** Too narrow for the article numbers. */
  narrow: boolean;
  search: RefObject<HTMLInputElement | null>;
  onDetails: (id: string) => void;
  onCopy: (line: Line) => void;
}

/** Cells in the order in which Enter goes on; after the last comes the empty line. */
const orderOf = (own: Field[]) => [
  "name",
  ...own.filter((field) => !field.read_only).map((field) => field.name),
  "quantity",
  "price",
  "discount",
];

/** Room for what an item is called, in pixels. */
const NAME = 160;
/** Number, quantity, price, discount, sum, commands. */
const FIXED = 36 + 70 + 96 + 66 + 104 + 36;

/** Whether the keys belong to the control in the cell: a list that is open, or a choice. */
function keptByCell(event: KeyboardEvent<HTMLElement>): boolean {
  const { target } = event;
  if (event.defaultPrevented || !(target instanceof HTMLElement)) return true;
  if (target.getAttribute("role") === "combobox") return event.key !== "Enter";
  return target instanceof HTMLSelectElement && event.key.startsWith("Arrow");
}

/** Puts the focus into a cell of a line. */
export function focusCell(line: string, name: string): boolean {
  const cell = document.querySelector<HTMLElement>(`[data-line="${line}"] [data-cell="${name}"]`);
  const found = cell?.matches("div")
    ? cell.querySelector<HTMLElement>("input,select,button")
    : cell;
  found?.focus();
  return Boolean(found);
}

/** A cell of a line that is only about to be drawn takes the focus once it is there. */
function useFocusSoon(lines: Line[]) {
  const wanted = useRef<{ line: string; name: string } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: drawn lines are what is waited for
  useEffect(() => {
    const cell = wanted.current;
    if (cell && focusCell(cell.line, cell.name)) wanted.current = null;
  }, [lines]);
  return (line: string, name: string) => {
    wanted.current = { line, name };
  };
}

type HeadProps = Pick<Props, "fields" | "currency" | "columns" | "part"> & { own: Field[] };

/** The head of the table; money columns name the currency once. */
function Head({ fields, own, currency, columns, part }: HeadProps) {
  const { t } = useTranslation();
  const sign = useFormat().sign(currency);
  return (
    <thead>
      <tr>
        <th scope="col" className="c">
          #
        </th>
        <th scope="col">{t("offer.item")}</th>
        {fields.article && <th scope="col">{fields.article.label}</th>}
        {own.map((field) => (
          <th
            key={field.name}
            scope="col"
            className={kindOf(field).right ? "r" : ""}
            title={field.help || field.label}
          >
            <span className="ell">{field.label}</span>
            <Grip
              label={t("list.resize", { column: field.label })}
              width={columns.width(field.name)}
              onResize={(width) => columns.resize(field.name, width)}
            />
          </th>
        ))}
        <th scope="col" className="r">
          {t("offer.quantity")}
        </th>
        {fields.unit && <th scope="col">{t("offer.unit")}</th>}
        <th scope="col" className="r">
          {fields.price?.label}, {sign}
        </th>
        <th scope="col" className="r" title={fields.discount?.label}>
          {t("offer.discount")}, %
        </th>
        {fields.vat_rate && (
          <th scope="col" className="r">
            {t("offer.vat")}
          </th>
        )}
        <th scope="col" className="r linesum">
          {t("offer.sum")}, {sign}
        </th>
        {fields.profit && (
          <th scope="col" className="r">
            {t("offer.margin")}
          </th>
        )}
        <th scope="col" className="acts">
          <ColumnsMenu columns={columns} part={part} />
        </th>
      </tr>
    </thead>
  );
}

/** Lines of an offer as a table that is filled without the mouse. */
export function LineTable(props: Props) {
  const { draft, sums, currency, problems, locked, search, onDetails, onCopy } = props;
  const { columns } = props;
  const put = (field: Field) =>
    columns.choices.some((one) => one.name === field.name) && !columns.shown(field.name);
  const fields = Object.fromEntries(
    Object.entries(props.fields).filter(
      ([name, field]) => !put(field) && !(name === "article" && props.narrow),
    ),
  );
  const own = ownOf(Object.values(fields));
  const order = orderOf(own);
  const { t } = useTranslation();
  const dragged = useRef<string | null>(null);
  const focusSoon = useFocusSoon(draft.lines);
  const toSearch = () => search.current?.focus();
  const lineAt = (index: number) => draft.lines[index]?.id;

  const onKeyDown = (index: number) => (event: KeyboardEvent<HTMLElement>) => {
    if (event.altKey || event.ctrlKey || event.metaKey || keptByCell(event)) return;
    const name = event.currentTarget.dataset.cell ?? "";
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step) {
      event.preventDefault();
      const next = lineAt(index + step);
      if (next) focusCell(next, name);
      else if (step > 0) toSearch();
    } else if (event.key === "Enter") {
      event.preventDefault();
      const next = order[order.indexOf(name) + 1];
      const own = lineAt(index);
      // The quantity is all that a line from the catalogue needs.
      const ready = name === "quantity" && draft.lines[index]?.product;
      if (next && own && !ready) focusCell(own, next);
      else toSearch();
    }
  };
  const add = (line: Line) => {
    focusSoon(line.id, "quantity");
    draft.insert(line);
  };
  const dragOf = (line: Line, index: number) => ({
    onDragStart: (event: DragEvent) => {
      dragged.current = line.id;
      event.dataTransfer.effectAllowed = "move";
    },
    onDragOver: (event: DragEvent) => dragged.current && event.preventDefault(),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      const from = draft.lines.findIndex((one) => one.id === dragged.current);
      if (dragged.current) draft.move(dragged.current, index - from);
      dragged.current = null;
    },
  });
  const chosen = columns.choices.filter((field) => fields[field.name]);
  const width = (name: string) => fields[name] && <col style={{ width: columns.width(name) }} />;
  const least = chosen.reduce((sum, field) => sum + columns.width(field.name), FIXED + NAME);
  return (
    <table
      className="t li stack"
      aria-label={t("offer.lines")}
      style={{ "--least": `${least}px` } as CSSProperties}
    >
      <colgroup>
        <col style={{ width: 36 }} />
        <col />
        {width("article")}
        {own.map((field) => (
          <col key={field.name} style={{ width: columns.width(field.name) }} />
        ))}
        <col style={{ width: 70 }} />
        {width("unit")}
        <col style={{ width: 96 }} />
        <col style={{ width: 66 }} />
        {width("vat_rate")}
        <col style={{ width: 104 }} />
        {width("profit")}
        <col style={{ width: 36 }} />
      </colgroup>
      <Head fields={fields} own={own} currency={currency} columns={columns} part={props.part} />
      <tbody>
        {draft.lines.map((line, index) => (
          <LineRow
            key={line.id}
            line={line}
            number={index + 1}
            sums={sums?.lines.find((one) => one.id === line.id)}
            currency={currency}
            fields={fields}
            own={own}
            problems={problems}
            locked={locked}
            onSet={(name, value, problem) => draft.setLine(line.id, name, value, problem)}
            onKeyDown={onKeyDown(index)}
            onDetails={() => onDetails(line.id)}
            onCopy={() => onCopy(line)}
            onRemove={() => draft.remove(line.id)}
            onMove={(by) => draft.move(line.id, by)}
            drag={dragOf(line, index)}
          />
        ))}
        {!locked && (
          <tr className="newline">
            <td className="c mut3 hide-m">{draft.lines.length + 1}</td>
            <td className="m5" colSpan={chosen.length + 6}>
              <LineSearch
                input={search}
                onProduct={(product: Rec) => add(lineOf(product))}
                onFree={(name) => add(freeLine(name))}
                onLeave={() => {
                  const last = lineAt(draft.lines.length - 1);
                  if (last) focusCell(last, "name");
                }}
              />
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
