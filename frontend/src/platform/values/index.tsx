import type { ContactValue, Field, FileValue, Kind, LinkValue, Rec } from "@/api/types";
import { bool } from "./bool";
import { choice, choices } from "./choice";
import { contacts } from "./contacts";
import { date, moment } from "./date";
import { duration } from "./duration";
import { file } from "./file";
import { fullname } from "./fullname";
import { type EditProps, isEmpty, type ShowProps, type ValueKind } from "./kind";
import { layout } from "./layout";
import { lines } from "./lines";
import { link, links, record } from "./link";
import { money } from "./money";
import { integer, number, percent } from "./number";
import { password } from "./password";
import { rights } from "./rights";
import { longtext, text } from "./text";

const kinds: Record<Kind, ValueKind> = {
  text,
  longtext,
  integer,
  number,
  percent,
  money,
  date,
  moment,
  duration,
  fullname,
  bool,
  choice,
  choices,
  link,
  links,
  phones: contacts,
  emails: contacts,
  sites: contacts,
  messengers: contacts,
  addresses: contacts,
  file,
  lines,
  layout,
  record,
  password,
  grants: rights,
  field_rights: rights,
};

/** How values of a field are shown, edited and compared. */
export function kindOf(field: Field): ValueKind {
  return kinds[field.kind];
}

type ValueProps = Omit<ShowProps, "short"> & { short?: boolean };

/** A value as its kind is shown; a dash where there is none. */
export function Value({ short = false, ...props }: ValueProps) {
  if (isEmpty(props.value)) return <span className="mut3">—</span>;
  const { Show } = kindOf(props.field);
  return <Show {...props} short={short} />;
}

/** The control with which a value of the field is typed. */
export function Editor(props: EditProps) {
  const { Edit } = kindOf(props.field);
  return <Edit {...props} />;
}

const CONTACTS: ReadonlySet<Kind> = new Set([
  "phones",
  "emails",
  "sites",
  "messengers",
  "addresses",
]);

/** A value as it was read, in the form it is written back: links and files as their ids. */
export function writable(field: Field, value: unknown): unknown {
  const id = (one: unknown) =>
    one && typeof one === "object" ? (one as LinkValue | FileValue).id : one;
  if (field.kind === "link" || field.kind === "file") return id(value) ?? null;
  if (field.kind === "links") return Array.isArray(value) ? value.map(id) : [];
  if (CONTACTS.has(field.kind) && Array.isArray(value))
    return (value as ContactValue[]).map((one) => ({ kind: one.kind, value: one.value }));
  if (field.kind === "record" && value && typeof value === "object") {
    const target = value as { object: string; id: string };
    return { object: target.object, id: target.id };
  }
  return value;
}

/** The fields of a record that a form may change, in the form they are written. */
export function writableFields(fields: Field[], values: Partial<Rec>): Record<string, unknown> {
  const pairs = fields
    .filter((field) => field.name in values)
    .map((field) => [field.name, writable(field, values[field.name])]);
  return Object.fromEntries(pairs);
}
