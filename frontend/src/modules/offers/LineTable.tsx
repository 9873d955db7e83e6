import { type DragEvent, type KeyboardEvent, type RefObject, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Field, Rec } from "@/api/types";
import { useFormat } from "@/app/format";
import { LineRow } from "./LineRow";
import { LineSearch } from "./LineSearch";
import { freeLine, type Line, lineOf } from "./offer";
import type { OfferDraft } from "./use-draft";
import type { Sums } from "./use-sums";

interface Props {
  draft: OfferDraft;
  fields: Record<string, Field>;
  sums: Sums | undefined;
  currency: string;
  problems: Record<string, string>;
  locked: boolean;
  /** Too narrow for the article numbers. */
  narrow: boolean;
  search: RefObject<HTMLInputElement | null>;
  onDetails: (id: string) => void;
  onCopy: (line: Line) => void;
}

/** Cells in the order in which Enter goes on; after the last comes the empty line. */
const ORDER = ["name", "quantity", "price", "discount"];

/** Puts the focus into a cell of a line. */
export function focusCell(line: string, name: string): boolean {
  const found = document.querySelector<HTMLInputElement>(
    `[data-line="${line}"] [data-cell="${name}"]`,
  );
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

/** The head of the table; money columns name the currency once. */
function Head({ fields, currency }: Pick<Props, "fields" | "currency">) {
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
        <th scope="col" className="r">
          {t("offer.sum")}, {sign}
        </th>
        {fields.profit && (
          <th scope="col" className="r">
            {t("offer.margin")}
          </th>
        )}
        <th scope="col">
          <span className="vh">{t("action.more")}</span>
        </th>
      </tr>
    </thead>
  );
}

const WIDTHS = { article: 92, unit: 66, vat_rate: 66, profit: 104 } as const;

/** Lines of an offer as a table that is filled without the mouse. */
export function LineTable(props: Props) {
  const { draft, sums, currency, problems, locked, search, onDetails, onCopy } = props;
  const { article, ...others } = props.fields;
  const fields = article && !props.narrow ? { ...others, article } : others;
  const { t } = useTranslation();
  const dragged = useRef<string | null>(null);
  const focusSoon = useFocusSoon(draft.lines);
  const toSearch = () => search.current?.focus();
  const lineAt = (index: number) => draft.lines[index]?.id;

  const onKeyDown = (index: number) => (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const name = event.currentTarget.dataset.cell ?? "";
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step) {
      event.preventDefault();
      const next = lineAt(index + step);
      if (next) focusCell(next, name);
      else if (step > 0) toSearch();
    } else if (event.key === "Enter") {
      event.preventDefault();
      const next = ORDER[ORDER.indexOf(name) + 1];
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
  const columns = (Object.keys(WIDTHS) as (keyof typeof WIDTHS)[]).filter((name) => fields[name]);
  const width = (name: keyof typeof WIDTHS) =>
    columns.includes(name) && <col style={{ width: WIDTHS[name] }} />;
  return (
    <table className="t li stack" aria-label={t("offer.lines")}>
      <colgroup>
        <col style={{ width: 36 }} />
        <col />
        {width("article")}
        <col style={{ width: 70 }} />
        {width("unit")}
        <col style={{ width: 96 }} />
        <col style={{ width: 66 }} />
        {width("vat_rate")}
        <col style={{ width: 104 }} />
        {width("profit")}
        <col style={{ width: 36 }} />
      </colgroup>
      <Head fields={fields} currency={currency} />
      <tbody>
        {draft.lines.map((line, index) => (
          <LineRow
            key={line.id}
            line={line}
            number={index + 1}
            sums={sums?.lines.find((one) => one.id === line.id)}
            currency={currency}
            fields={fields}
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
            <td className="m5" colSpan={columns.length + 6}>
              <LineSearch
                input={search}
                onProduct={(product: Rec) => add(lineOf(product, currency))}
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
