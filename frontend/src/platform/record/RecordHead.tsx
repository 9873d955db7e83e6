import { useTranslation } from "react-i18next";
import { fieldOf, useMeta } from "@/api/meta";
import type { Field, FileValue, LinkValue, Money, ObjectMeta, Rec, RecordLink } from "@/api/types";
import { useFormat } from "@/app/format";
import { Link } from "@/app/Link";
import { Avatar } from "@/kit/Avatar";
import { Tag } from "@/kit/Tag";
import { listHref, recordHref } from "../addresses";
import { columnIdOf, useColumns } from "../board/columns";
import { titleOf } from "../values/RecordPicker";
import { Neighbours } from "./Neighbours";
import { RecordCommands } from "./RecordCommands";
import { SampleTag } from "./SampleTag";
import { weightedSum } from "./weighted";

interface Props {
  object: ObjectMeta;
  record: Rec;
}

/** The first picture among the fields, else the initials; people are round. */
function Face({ object, record }: Props) {
  const title = titleOf(object, record);
  const picture = object.fields
    .filter((field) => field.kind === "file")
    .map((field) => record[field.name] as FileValue | null)
    .find((file) => file?.thumb);
  const person = object.icon === "person";
  if (picture?.thumb)
    return <img src={picture.thumb} alt="" className={person ? "face" : "face whole"} />;
  return <Avatar name={title} size="l" square={!person} />;
}

/** Who the record belongs to: its first link to an object with cards of its own. */
function parentOf(object: ObjectMeta, record: Rec, known: Record<string, ObjectMeta>) {
  const targets = object.form
    .flatMap((section) => section.fields)
    .map((name) => fieldOf(object, name))
    .filter((field) => field !== undefined)
    .map((field) => targetOf(field, record));
  const found = targets.find((link) => link && known[link.object]?.features.includes("timeline"));
  return found ? { href: recordHref(found.object, found.id), title: found.title } : null;
}

/** The record a value leads to. */
function targetOf(field: Field, record: Rec): RecordLink | null {
  const value = record[field.name];
  if (!value) return null;
  if (field.kind === "record") return value as RecordLink;
  return field.kind === "link" ? { object: field.target ?? "", ...(value as LinkValue) } : null;
}

function Path({ object, record }: Props) {
  const { t } = useTranslation();
  const { objects } = useMeta();
  const number = record.number;
  const parent = parentOf(object, record, objects);
  return (
    <div className="sm mut ell crumbs">
      <Link href={listHref(object.name)}>{object.title}</Link>
      {typeof number === "string" && number && ` / ${t("card.number", { number })}`}
      {parent && (
        <>
          {" / "}
          <Link href={parent.href}>{parent.title}</Link>
        </>
      )}
    </div>
  );
}

/** The client or company of the record, in a line of its own. */
export function Parent({ object, record }: Props) {
  const { objects } = useMeta();
  const parent = parentOf(object, record, objects);
  return parent ? (
    <Link href={parent.href} className="m15 ell">
      {parent.title}
    </Link>
  ) : (
    <Groups object={object} record={record} />
  );
}

/** Coloured groups beside the name. */
function Groups({ object, record }: Props) {
  const groups = object.fields
    .filter((field) => field.kind === "links")
    .flatMap((field) => (record[field.name] as LinkValue[] | null) ?? [])
    .filter((one) => one.color);
  if (groups.length === 0) return null;
  return (
    <span className="row g4 w">
      {groups.map((group) => (
        <Tag key={group.id} tone={group.color}>
          {group.title}
        </Tag>
      ))}
    </span>
  );
}

/** The amount the object is reckoned by, with what may be expected of it. */
export function KeySum({ object, record }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const columns = useColumns(object);
  const name =
    object.board?.sum ?? object.columns.find((one) => fieldOf(object, one)?.kind === "money");
  const money = name ? (record[name] as Money | null | undefined) : null;
  if (!money) return null;
  const column = columns.find((one) => one.id === columnIdOf(object, record));
  const share = column?.kind === "open" ? column.probability : null;
  return (
    <div className="r ksum">
      <div className="big">{format.money(money)}</div>
      {share !== null && share > 0 && (
        <div className="sm mut">
          {format.percent(String(share))} ·{" "}
          {t("card.forecast", { sum: format.money(weightedSum(money, share)) })}
        </div>
      )}
    </div>
  );
}

/** Who or what the card is about, its key figure, and what can be done with it. */
export function RecordHead({ object, record }: Props) {
  return (
    <div className="row g12 rtop">
      <Face object={object} record={record} />
      <div className="rname">
        <Path object={object} record={record} />
        <div className="row">
          <h1 className="ell">{titleOf(object, record)}</h1>
          <SampleTag record={record} />
          <Groups object={object} record={record} />
        </div>
      </div>
      <span className="sp" />
      <KeySum object={object} record={record} />
      <RecordCommands object={object} record={record} />
      <Neighbours object={object} id={record.id} />
    </div>
  );
}
