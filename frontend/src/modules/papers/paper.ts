import type { ApiProblem } from "@/api/problem";
import type { Field, LinkValue, ObjectMeta, Rec } from "@/api/types";
import { writable } from "@/platform/values";

export const PRODUCT = "catalog.product";

type Values = Record<string, unknown>;

/** What the editor knows of a kind of priced paper besides its meta. */
export interface Kind {
  /** States in which its content can be changed. */
  open: string[];
  /** Its field of a last day. */
  until: string;
  /** Whether its client can be shown it as a page. */
  page?: boolean;
  /** Links to what it was made from, kept out of the form. */
  hidden: string[];
  /** Further fields that stand at its head. */
  head?: string[];
  /** Forms that it may be made in at once, by the language of the paper it is made from. */
  forms?: (language: string) => string[];
}

export const KINDS: Record<string, Kind> = {
  "offers.offer": {
    open: ["draft", "sent", "expired"],
    until: "valid_until",
    hidden: ["replaces"],
    page: true,
  },
  "billing.order": { open: [], until: "due", hidden: [] },
  "billing.invoice": { open: ["draft"], until: "due", hidden: ["corrects"] },
  "billing.delivery": {
    open: ["draft"],
    until: "shipped_on",
    hidden: [],
    head: ["form"],
    forms: (language) =>
      language === "ru" ? ["upd", "act", "note", "torg12", "factura", "prepaid"] : ["note", "act"],
  },
};

/** Whether the content of a saved paper is fixed; a kind without such states leaves it to the server. */
export function isFixed(object: string, record: Rec): boolean {
  const open = KINDS[object]?.open ?? [];
  return open.length > 0 && !open.includes(String(record.status));
}

/** A line as it is being typed: the fields of meta under their names. */
export interface Line extends Values {
  id: string;
}

/** An offer as it is being typed; links as they are read, with their titles. */
export interface Draft {
  values: Values;
  lines: Line[];
}

export const lineFields = (object: ObjectMeta): Field[] =>
  object.fields.find((field) => field.name === "lines")?.lines ?? [];

const open = (fields: Field[]) =>
  fields.filter((field) => !field.read_only && field.kind !== "lines");

/** A record as a draft; fields that only rules set are left out. */
export function draftOf(object: ObjectMeta, record: Rec): Draft {
  const names = open(object.fields).map((field) => field.name);
  const columns = open(lineFields(object)).map((field) => field.name);
  const lines = (record.lines as Line[] | null) ?? [];
  const pick = (from: Values, what: string[]) =>
    Object.fromEntries(what.filter((name) => name in from).map((name) => [name, from[name]]));
  return {
    values: pick(record, names),
    lines: lines.map((line) => ({ ...pick(line, columns), id: line.id })),
  };
}

const written = (fields: Field[], values: Values) =>
  Object.fromEntries(
    open(fields)
      .filter((field) => field.name in values)
      .map((field) => [field.name, writable(field, values[field.name])]),
  );

/** The draft in the form in which the API is written. */
export function bodyOf(object: ObjectMeta, draft: Draft): Values {
  const columns = lineFields(object);
  return {
    ...written(object.fields, draft.values),
    lines: draft.lines.map((line) => ({ id: line.id, ...written(columns, line) })),
  };
}

/** Only what differs from what was read. */
export function changesOf(object: ObjectMeta, before: Draft, now: Draft): Values {
  const old = bodyOf(object, before);
  return Object.fromEntries(
    Object.entries(bodyOf(object, now)).filter(
      ([name, value]) => JSON.stringify(value ?? null) !== JSON.stringify(old[name] ?? null),
    ),
  );
}

/** Refusals by place: the name of a field, or `<line id>.<field>`. */
export function problemsOf(error: ApiProblem | null, lines: Line[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { pointer, field, detail } of error?.errors ?? []) {
    const [, place, name] = /^\/lines\/(\d+)(?:\/(\w+))?/.exec(pointer) ?? [];
    const line = place === undefined ? undefined : lines[Number(place)];
    found[line ? `${line.id}.${name ?? "name"}` : field] ??= detail;
  }
  return found;
}

/** A line made of a product; what is not said here the server takes from the product itself. */
export function lineOf(product: Rec): Line {
  const link: LinkValue = { id: product.id, title: String(product.name ?? "") };
  return {
    id: crypto.randomUUID(),
    product: link,
    name: product.name,
    article: product.article,
    description: product.description,
    picture: product.picture,
    unit: product.unit,
    quantity: "1",
  };
}

export const freeLine = (name: string): Line => ({ id: crypto.randomUUID(), name, quantity: "1" });

/** The lines with one of them at another place. */
export function moved(lines: Line[], from: number, to: number): Line[] {
  const line = lines[from];
  if (!line || to < 0 || to >= lines.length) return lines;
  return lines.toSpliced(from, 1).toSpliced(to, 0, line);
}
