import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldOf, may, useMeta } from "@/api/meta";
import type { Field, Filter, ObjectMeta, Rec } from "@/api/types";
import { stringifySearch } from "@/app/address";
import { Link, useGo } from "@/app/Link";
import { IconButton } from "@/kit/Button";
import { toast } from "@/kit/toasts";
import { listHref, recordHref } from "../addresses";
import { Value } from "../values";
import { isEmpty } from "../values/kind";
import { titleOf } from "../values/RecordPicker";
import { useWords } from "../values/words";
import { type CardRecord, type RelatedList, refreshCard } from "./card";
import { relatedFields } from "./related-fields";

const NewDialog = lazy(() => import("../form/NewDialog"));

interface Props {
  object: ObjectMeta;
  record: CardRecord;
}

interface ListProps extends Props {
  /** Object the list is of, the field that leads here, and the heading. */
  target: ObjectMeta;
  field: Field;
  title: string;
  list: RelatedList;
}

/** The record as the value of a link to it. */
function linkTo(object: ObjectMeta, record: Rec, field: Field): unknown {
  const own = { id: record.id, title: titleOf(object, record) };
  if (field.kind === "record") return { object: object.name, ...own };
  return field.kind === "links" ? [own] : own;
}

function filterFor(object: ObjectMeta, record: Rec, field: Field): Filter {
  const value = field.kind === "record" ? `${object.name}:${record.id}` : record.id;
  return [field.name, field.kind === "links" ? "has" : "=", value];
}

function Row({ target, skip, record }: { target: ObjectMeta; skip: string; record: Rec }) {
  const words = useWords();
  const { figure, tag, notes } = relatedFields(target, skip);
  const second = notes
    .map((field) => words(target, field.name, record[field.name]))
    .filter(Boolean)
    .slice(0, 2)
    .join(" · ");
  return (
    <li>
      <Link href={recordHref(target.name, record.id)} className={record.done === true ? "mut" : ""}>
        {titleOf(target, record)}
      </Link>
      <b className="m nw">
        {figure && !isEmpty(record[figure.name]) && (
          <Value field={figure} value={record[figure.name]} record={record} short />
        )}
      </b>
      <span className="sm mut">{second}</span>
      <span>
        {tag && !isEmpty(record[tag.name]) && (
          <Value field={tag} value={record[tag.name]} record={record} short />
        )}
      </span>
    </li>
  );
}

function useCreate({ object, record, target }: ListProps) {
  const { t } = useTranslation();
  const go = useGo();
  const [open, setOpen] = useState(false);
  const isDocument = target.fields.some((field) => field.kind === "lines");
  const onCreated = (made: Rec) => {
    setOpen(false);
    const href = recordHref(target.name, made.id);
    // A document is written on its own screen; anything else leaves the user where he was.
    if (isDocument) return go(href);
    toast(t("form.created", { title: titleOf(target, made) }), {
      action: { label: t("card.open"), run: () => go(href) },
    });
    void refreshCard(object.name, record.id);
  };
  return { open, setOpen, onCreated };
}

function OneList(props: ListProps) {
  const { object, record, target, field, title, list } = props;
  const { t } = useTranslation();
  const creation = useCreate(props);
  const count = list.count?.value ?? list.items.length;
  const more = stringifySearch({ filter: JSON.stringify(filterFor(object, record, field)) });
  return (
    <section>
      <h2>
        {title} <span className="n">{count}</span>
        <span className="sp" />
        {may(target, "create") && !record.deleted && (
          <IconButton
            small
            icon="plus"
            label={t("form.new", { one: target.one })}
            onClick={() => creation.setOpen(true)}
          />
        )}
      </h2>
      <ul>
        {list.items.map((one) => (
          <Row key={one.id} target={target} skip={field.name} record={one} />
        ))}
      </ul>
      {count > list.items.length && (
        <Link className="sm" href={listHref(target.name, more)}>
          {t("card.all_related", { count })}
        </Link>
      )}
      {creation.open && (
        <Suspense>
          <NewDialog
            object={target}
            initial={{ [field.name]: linkTo(object, record, field) }}
            onCreated={creation.onCreated}
            onClose={() => creation.setOpen(false)}
          />
        </Suspense>
      )}
    </section>
  );
}

/** How many records belong to this one, as far as the card knows. */
export function relatedCount(record: CardRecord): number {
  const lists = Object.values(record.with?.related ?? {});
  return lists.reduce((sum, list) => sum + (list.count?.value ?? list.items.length), 0);
}

/** What belongs to the record: one short list per object that points here. */
export function Related({ object, record }: Props) {
  const { objects } = useMeta();
  return object.related.map(({ object: name, field: fieldName, title }) => {
    const target = objects[name];
    const field = target && fieldOf(target, fieldName);
    const list = record.with?.related?.[`${name}.${fieldName}`];
    if (!target || !field || !list) return null;
    return (
      <OneList
        key={`${name}.${fieldName}`}
        object={object}
        record={record}
        target={target}
        field={field}
        title={title}
        list={list}
      />
    );
  });
}
