import type { DragEvent, KeyboardEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Field } from "@/api/types";
import { useFormat } from "@/app/format";
import { IconButton } from "@/kit/Button";
import { Icon } from "@/kit/Icon";
import { Menu } from "@/kit/Menu";
import { kindOf, Value } from "@/platform/values";
import { isEmpty } from "@/platform/values/kind";
import { NumberCell, TextCell } from "./cells";
import { discountOf, priceOf, sourcesOf } from "./followed";
import { OwnCell } from "./OwnCell";
import type { Line } from "./paper";
import { partsOf } from "./sets";
import type { LineSums } from "./use-sums";

export interface LineRowProps {
  line: Line;
  number: number;
  sums: LineSums | undefined;
  currency: string;
  fields: Record<string, Field>;
  /** The firm's own columns that are shown. */
  own: Field[];
  problems: Record<string, string>;
  locked: boolean;
  onSet: (name: string, value: unknown, problem?: string) => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  onDetails: () => void;
  onCopy: () => void;
  onRemove: () => void;
  onMove: (by: number) => void;
  drag: {
    onDragStart: (event: DragEvent) => void;
    onDragOver: (event: DragEvent) => void;
    onDrop: (event: DragEvent) => void;
  };
}

const LOW = 15;
const BAD = 8;

/** Margin of a line in per cent of its net sum, as a bar and a number. */
function Margin({ sums }: { sums: LineSums | undefined }) {
  const format = useFormat();
  const net = Number(sums?.net?.amount ?? 0);
  if (!sums?.profit || net === 0) return <span className="mut3">—</span>;
  const share = (Number(sums.profit.amount) / net) * 100;
  const tone = share < BAD ? "mg bad" : share < LOW ? "mg low" : "mg";
  return (
    <span className={tone} title={format.money(sums.profit)}>
      <i>
        <b style={{ width: `${Math.max(0, Math.min(100, share))}%` }} />
      </i>
      <span>{format.percent(share.toFixed(1))}</span>
    </span>
  );
}

/** What can be done with a line that the client may take or leave; nothing where lines cannot be. */
function useOption({ line, fields, onSet }: LineRowProps) {
  const { t } = useTranslation();
  if (!fields.optional || !fields.chosen) return [];
  const { optional, chosen } = line;
  return [
    {
      id: "optional",
      label: t(optional ? "offer.make_fixed" : "offer.make_optional"),
      run: () => onSet("optional", !optional),
    },
    ...(optional
      ? [
          {
            id: "chosen",
            label: t(chosen ? "offer.leave_option" : "offer.choose_option"),
            run: () => onSet("chosen", !chosen),
          },
        ]
      : []),
  ];
}

/** How an optional line is told from the others. */
function OptionMark({ line }: { line: Line }) {
  const { t } = useTranslation();
  if (!line.optional) return null;
  return (
    <span className="sm mut optmark">
      {t(line.chosen ? "offer.option_chosen" : "offer.option")}
    </span>
  );
}

/** That a line is a set, and of how many parts. */
function SetMark({ line, sums }: Pick<LineRowProps, "line" | "sums">) {
  const { t } = useTranslation();
  const rows = partsOf(line, sums)?.rows.filter((row) => !row.optional || row.chosen) ?? [];
  if (rows.length === 0) return null;
  return (
    <span className="sm mut optmark" title={rows.map((row) => row.name).join(", ")}>
      {t("sets.of", { count: rows.length })}
    </span>
  );
}

function Acts(props: LineRowProps) {
  const { t } = useTranslation();
  const { number, onDetails, onCopy, onRemove, onMove } = props;
  const option = useOption(props);
  const apart = partsOf(props.line, props.sums)
    ? [
        {
          id: "unfold",
          label: t("sets.unfold"),
          icon: "list",
          run: () => props.onSet("parts_as", "lines"),
        },
      ]
    : [];
  const entries = [
    { id: "details", label: t("offer.line_details"), icon: "edit", shortcut: "F2", run: onDetails },
    ...option,
    ...apart,
    { id: "copy", label: t("offer.copy_line"), icon: "copy", shortcut: "F9", run: onCopy },
    { id: "up", label: t("offer.line_up"), shortcut: "Alt ↑", run: () => onMove(-1) },
    { id: "down", label: t("offer.line_down"), shortcut: "Alt ↓", run: () => onMove(1) },
    {
      id: "remove",
      label: t("offer.remove_line"),
      icon: "trash",
      shortcut: "Ctrl Del",
      danger: true,
      run: onRemove,
    },
  ];
  return (
    <Menu label={t("offer.line_menu", { number })} groups={[{ id: "line", entries }]}>
      <IconButton small icon="more" label={t("offer.line_menu", { number })} />
    </Menu>
  );
}

/** What is typed, else what the server filled in or computed. */
const valueIn = (line: Line, sums: LineSums | undefined, field: Field): unknown =>
  !field.read_only && field.name in line ? line[field.name] : sums?.[field.name];

/** Which list or rule a number comes from, quietly under it. */
function Source({ name }: { name: string }) {
  return name ? (
    <span className="source mut3 ell" title={name}>
      {name}
    </span>
  ) : null;
}

/** On a phone a line is two rows of text; a tap opens it. */
function Short({ line, sums, currency, fields, own }: LineRowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const price = priceOf(line, sums);
  const discount = discountOf(line, sums);
  const sources = sourcesOf(line, sums);
  const unit = fields.unit?.options?.find((one) => one.value === (line.unit ?? sums?.unit))?.label;
  const words = [
    `${format.number(String(line.quantity ?? "1"))} ${unit ?? ""}`,
    price && `× ${format.money({ amount: price.amount, currency })}`,
    Number(discount) > 0 &&
      t("offer.discount_short", { percent: format.percent(String(discount)) }),
    sources.price,
    sources.discount,
  ];
  const told = own.filter((field) => !isEmpty(valueIn(line, sums, field)));
  return (
    <>
      <span className="sm mut show-m">{words.filter(Boolean).join(" ")}</span>
      {told.length > 0 && (
        <span className="sm mut show-m ownwords">
          {told.map((field) => (
            <span key={field.name}>
              {field.label}: <Value field={field} value={valueIn(line, sums, field)} />
            </span>
          ))}
        </span>
      )}
    </>
  );
}

/** One line: name, number, own columns, quantity, unit, price, discount, VAT, sum, margin. */
export function LineRow(props: LineRowProps) {
  const { line, number, sums, currency, fields, own, problems, locked } = props;
  const { onSet, onKeyDown, drag } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const at = (name: string) => `${fields[name]?.label ?? name}, ${t("offer.line", { number })}`;
  const problem = (name: string) => problems[`${line.id}.${name}`];
  const cell = (name: string, className: string, content: ReactNode) =>
    fields[name] && <td className={className}>{content}</td>;
  const options = fields.vat_rate?.options ?? [];
  const unit = fields.unit?.options?.find((one) => one.value === (line.unit ?? sums?.unit))?.label;
  const price = priceOf(line, sums);
  const sources = sourcesOf(line, sums);
  return (
    <tr data-line={line.id} {...drag}>
      <td
        className="c mut3 grab hide-m"
        draggable={!locked}
        onDragStart={drag.onDragStart}
        title={t("offer.drag")}
      >
        {number}
      </td>
      <td className="m1">
        <span className="hide-m">
          <TextCell
            name="name"
            label={at("name")}
            value={String(line.name ?? "")}
            problem={problem("name")}
            onValue={(value) => onSet("name", value)}
            onKeyDown={onKeyDown}
          />
        </span>
        <button type="button" className="show-m linebtn" onClick={props.onDetails}>
          {String(line.name ?? "")}
        </button>
        <OptionMark line={line} />
        <SetMark line={line} sums={sums} />
        <Short {...props} />
      </td>
      {cell("article", "mut hide-m", <span className="ell">{String(line.article ?? "")}</span>)}
      {own.map((field) => (
        <td key={field.name} className={kindOf(field).right ? "r hide-m" : "hide-m"}>
          <OwnCell
            field={field}
            label={at(field.name)}
            value={valueIn(line, sums, field)}
            problem={problem(field.name)}
            locked={locked}
            onSet={(value, wrong) => onSet(field.name, value, wrong)}
            onKeyDown={onKeyDown}
            onDetails={props.onDetails}
          />
        </td>
      ))}
      <td className="r hide-m">
        <NumberCell
          name="quantity"
          label={at("quantity")}
          value={line.quantity as string | null}
          problem={problem("quantity")}
          otherwise="1"
          onValue={(value, wrong) => onSet("quantity", value, wrong)}
          onKeyDown={onKeyDown}
        />
      </td>
      {cell("unit", "mut hide-m", unit)}
      <td className="r hide-m">
        <NumberCell
          name="price"
          label={at("price")}
          value={price?.amount ?? null}
          show={(amount) => format.amount(amount, currency)}
          problem={problem("price")}
          otherwise={sums?.price?.amount}
          onValue={(amount, wrong) => onSet("price", amount && { amount, currency }, wrong)}
          onKeyDown={onKeyDown}
        />
        <Source name={sources.price} />
      </td>
      <td className="r hide-m">
        <NumberCell
          name="discount"
          label={at("discount")}
          value={discountOf(line, sums)}
          problem={problem("discount")}
          otherwise="0"
          onValue={(value, wrong) => onSet("discount", value, wrong)}
          onKeyDown={onKeyDown}
        />
        <Source name={sources.discount} />
      </td>
      {cell(
        "vat_rate",
        "r hide-m",
        <select
          className="cellin"
          data-cell="vat_rate"
          aria-label={at("vat_rate")}
          value={String(line.vat_rate ?? sums?.vat_rate ?? "")}
          onChange={(event) => onSet("vat_rate", event.target.value)}
        >
          {options.map((one) => (
            <option key={one.value} value={one.value}>
              {one.label}
            </option>
          ))}
        </select>,
      )}
      <td className="r b m2 linesum">
        {sums?.amount ? format.amount(sums.amount.amount, currency) : <span>—</span>}
      </td>
      {cell("profit", "r m4", <Margin sums={sums} />)}
      <td className="hide-m acts">
        {locked ? <Icon name="lock" size="s" className="mut3" /> : <Acts {...props} />}
      </td>
    </tr>
  );
}
