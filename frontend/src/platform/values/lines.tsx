import { useTranslation } from "react-i18next";
import type { Field } from "@/api/types";
import { Value } from ".";
import { type EditProps, type FilterProps, isEmpty, type ShowProps, type ValueKind } from "./kind";

/** So many lines are shown on a card; a document with more has a screen of its own. */
const MOST = 12;
/** Kinds that stand at the right edge of a line. */
const FIGURES = new Set(["money", "number", "integer", "percent"]);

type Line = Record<string, unknown>;

/** One line in a row: what it is about, then its last sum. */
function Row({ fields, line }: { fields: Field[]; line: Line }) {
  const filled = fields.filter((field) => !isEmpty(line[field.name]));
  const sum = filled.filter((field) => FIGURES.has(field.kind)).at(-1);
  const words = filled.filter((field) => !FIGURES.has(field.kind)).slice(0, 2);
  return (
    <li>
      <span>
        {words.map((field) => (
          <span key={field.name}>
            <Value field={field} value={line[field.name]} />{" "}
          </span>
        ))}
      </span>
      {sum && (
        <b className="nw">
          <Value field={sum} value={line[sum.name]} />
        </b>
      )}
    </li>
  );
}

/** Their number in a list; on a card what each is about, and how much. */
function Show({ field, value, short }: ShowProps) {
  const { t } = useTranslation();
  const lines = value as Line[];
  const count = t("value.lines", { count: lines.length });
  const fields = field.lines ?? [];
  if (short || fields.length === 0 || lines.length === 0) return <>{count}</>;
  return (
    <ul className="vlines">
      {lines.slice(0, MOST).map((line) => (
        <Row key={String(line.id)} fields={fields} line={line} />
      ))}
      {lines.length > MOST && <li className="mut">{count}</li>}
    </ul>
  );
}

/** Lines are edited on the screen of their document; a generic form only counts them. */
function Edit({ field, value }: EditProps) {
  return <Show field={field} value={Array.isArray(value) ? value : []} short />;
}

/** Lines are not compared; meta offers no operators for them. */
function Filter(_: FilterProps) {
  return null;
}

export const lines: ValueKind = { Show, Edit, Filter, width: 90 };
