import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { fieldOf, useMeta } from "@/api/meta";
import type { Field, ObjectMeta, Rec } from "@/api/types";
import { useFormat } from "@/app/format";
import { Link } from "@/app/Link";
import type { GridColumn } from "@/kit/grid/model";
import { recordHref } from "../addresses";
import { SampleTag } from "../record/SampleTag";
import { kindOf, Value } from "../values";
import { titleOf } from "../values/RecordPicker";
import { useContentWidths } from "./content-widths";
import { hasNextStep, NEXT_STEP, NEXT_STEP_AT, NextStep } from "./NextStep";

/** Titles get more room than other texts. */
const TITLE_WIDTH = 228;
const STEP_WIDTH = 190;
/** Texts may be cut down to this width; figures, days and tags are worth nothing when cut. */
const LEAST = 112;
const TITLE_LEAST = 188;
const STIFF: ReadonlySet<Field["kind"]> = new Set([
  "integer",
  "number",
  "percent",
  "money",
  "date",
  "moment",
  "duration",
  "bool",
  "choice",
  "phones",
]);

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
      <>
        <SampleTag record={record} />{" "}
        <Link className="nm" href={recordHref(object.name, record.id)}>
          {titleOf(object, record)}
        </Link>
      </>
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

/** Columns of the grid for the shown fields: as wide as drawn, else as the rows need. */
export function useColumns(
  object: ObjectMeta,
  names: string[],
  widths: Record<string, number>,
  rows: Rec[],
): GridColumn<Rec>[] {
  const suited = useContentWidths(object, names, rows);
  const { i18n } = useTranslation();
  const title = useTitles();
  const key = `${i18n.language} ${names.join()} ${JSON.stringify([widths, suited])}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says all that the columns depend on
  return useMemo(
    () =>
      names
        .map((name) => fieldOf(object, name))
        .filter((field) => field !== undefined)
        .map((field) => ({
          id: field.name,
          title: title(field),
          width: widths[field.name] ?? suited[field.name] ?? widthOf(object, field),
          ...(field.name in widths || STIFF.has(field.kind)
            ? {}
            : { least: field.name === object.title_field ? TITLE_LEAST : LEAST }),
          right: kindOf(field).right ?? false,
          sortable: field.sort,
          render: render(object, field, names),
        })),
    [object, key],
  );
}
