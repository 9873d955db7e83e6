import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { fieldOf, useMeta } from "@/api/meta";
import type { Field, ObjectMeta, Rec } from "@/api/types";
import { useFormat } from "@/app/format";
import { Link } from "@/app/Link";
import type { GridColumn } from "@/kit/grid/model";
import { recordHref } from "../addresses";
import { kindOf, Value } from "../values";
import { titleOf } from "../values/RecordPicker";
import { hasNextStep, NEXT_STEP, NEXT_STEP_AT, NextStep } from "./NextStep";

/** Titles get more room than other texts. */
const TITLE_WIDTH = 228;
const STEP_WIDTH = 190;

function useTitles(): (field: Field) => string {
  const format = useFormat();
  const home = useMeta().firm.currency;
  return (field) => (field.kind === "money" ? `${field.label}, ${format.sign(home)}` : field.label);
}

function render(
  object: ObjectMeta,
  field: Field,
  names: string[],
): (record: Rec) => React.ReactNode {
  if (field.name === object.title_field)
    return (record) => (
      <Link className="nm" href={recordHref(object.name, record.id)}>
        {titleOf(object, record)}
      </Link>
    );
  if (field.name === NEXT_STEP && hasNextStep(object))
    return (record) => <NextStep record={record} withDay={!names.includes(NEXT_STEP_AT)} />;
  return (record) => <Value field={field} value={record[field.name]} record={record} short />;
}

function widthOf(object: ObjectMeta, field: Field): number {
  if (field.name === object.title_field) return TITLE_WIDTH;
  if (field.name === NEXT_STEP && hasNextStep(object)) return STEP_WIDTH;
  return kindOf(field).width;
}

/** Columns of the grid for the shown fields, with the widths somebody has drawn. */
export function useColumns(
  object: ObjectMeta,
  names: string[],
  widths: Record<string, number>,
): GridColumn<Rec>[] {
  const { i18n } = useTranslation();
  const title = useTitles();
  const key = `${i18n.language} ${names.join()} ${JSON.stringify(widths)}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says all that the columns depend on
  return useMemo(
    () =>
      names
        .map((name) => fieldOf(object, name))
        .filter((field) => field !== undefined)
        .map((field) => ({
          id: field.name,
          title: title(field),
          width: widths[field.name] ?? widthOf(object, field),
          drawn: field.name in widths,
          right: kindOf(field).right ?? false,
          sortable: field.sort,
          render: render(object, field, names),
        })),
    [object, key],
  );
}
