import { useQuery } from "@tanstack/react-query";
import { ask } from "@/api/client";
import { useMeta } from "@/api/meta";
import type { Depth, LinkValue, Rec } from "@/api/types";

export const ROLE = "access.role";
/** Stands for every object that a role does not name. */
export const REST = "*";
export const DEPTHS: readonly Depth[] = ["none", "own", "unit", "subunits", "organisation"];
const WHOLE: readonly Depth[] = ["none", "organisation"];

/** What a role gives: {object: {privilege: depth}} or {object: {field: right}}. */
export type Table = Record<string, Record<string, string>>;
export type FieldRight = "none" | "read" | "write";
export const FIELD_RIGHTS: readonly FieldRight[] = ["none", "read", "write"];

export interface Word {
  name: string;
  label: string;
}

export interface RightsField extends Word {
  nature: FieldRight;
}

export interface RightsObject {
  name: string;
  title: string;
  icon: string;
  /** Its records belong to somebody; else only all or nothing exists. */
  owned: boolean;
  /** Everybody reads it. */
  open: boolean;
  /** "Everything else" does not reach it. */
  named: boolean;
  /** Privileges that mean nothing here. */
  absent: string[];
  fields: RightsField[];
}

export interface RightsModule {
  name: string;
  title: string;
  objects: RightsObject[];
}

export interface ReadyRole {
  key: string;
  name: string;
  about: string;
  level: number;
  administrator: boolean;
  everyone: boolean;
  grants: Table;
  fields: Table;
}

export interface Catalogue {
  privileges: Word[];
  depths: Word[];
  modules: RightsModule[];
  held: Record<string, number>;
  level: number;
  administrator: boolean;
  templates: ReadyRole[];
  open_office: { id: string | null; on: boolean };
}

/** What a role gives, wherever it comes from: a record, a template, a draft. */
export interface Giving {
  administrator: boolean;
  grants: Table;
  fields: Table;
}

export interface Role extends Giving {
  name: string;
  level: number;
}

interface Change {
  label: string;
  before_label: string;
  after_label: string;
  people: number;
}

export interface Effect {
  people: {
    count: number;
    gain: number;
    lose: number;
    named: { id: string; title: string; gains: boolean; loses: boolean }[];
  };
  objects: {
    object: string;
    title: string;
    icon: string;
    changes: (Change & { privilege: string; before: Depth; after: Depth })[];
    fields: (Change & { field: string; before: FieldRight; after: FieldRight })[];
    rows: { user: LinkValue; before: number; after: number }[];
  }[];
}

export interface Explanation {
  user: LinkValue;
  record: { object: string; id: string; title: string };
  owner: LinkValue | null;
  unit: LinkValue | null;
  roles: LinkValue[];
  answers: { privilege: string; label: string; yes: boolean; reason: string }[];
  fields: { field: string; label: string; right: FieldRight; words: string }[];
}

/** Everything a role can give. It is renewed with meta: new objects, fields and rights are in it. */
export function useCatalogue() {
  const { language } = useMeta();
  return useQuery({
    queryKey: ["meta", "rights", language],
    queryFn: ({ signal }) => ask<Catalogue>("/rights", { signal }),
  });
}

export function previewRole(body: Record<string, unknown>): Promise<Effect> {
  return ask("/rights/preview", { method: "POST", body });
}

export function roleOf(record: Rec): Role {
  return {
    name: String(record.name ?? ""),
    level: Number(record.level ?? 0),
    administrator: record.administrator === true,
    grants: (record.grants as Table | undefined) ?? {},
    fields: (record.fields as Table | undefined) ?? {},
  };
}

/** The row of everything that is not named. */
export function restObject(title: string): RightsObject {
  return {
    name: REST,
    title,
    icon: "dot",
    owned: true,
    open: false,
    named: false,
    absent: [],
    fields: [],
  };
}

export interface Standing {
  depth: Depth;
  /** set: said of this object itself; rest: as everything else; fixed: cannot be set here. */
  from: "set" | "rest" | "fixed";
}

const within = (object: RightsObject, depth: Depth): Depth =>
  object.owned || depth === "organisation" ? depth : "none";

/** What an administrator may do with a field: whatever can be done with it at all. */
export const EVERYTHING = "all";

/** What a role says of a field; undefined where it says nothing and the field's nature holds. */
export function fieldAt(role: Giving, object: RightsObject, field: RightsField) {
  return role.administrator ? EVERYTHING : role.fields[object.name]?.[field.name];
}

/** Whether two roles differ on a field; from an administrator only who does not see it at all. */
export function fieldDiffers(a: string | undefined, b: string | undefined, field: RightsField) {
  if (a === b || (a !== EVERYTHING && b !== EVERYTHING)) return a !== b;
  return ((a === EVERYTHING ? b : a) ?? field.nature) === "none";
}

/** How far a privilege reaches on an object, and where that is said. */
export function depthAt(role: Giving, object: RightsObject, privilege: string): Standing {
  if (role.administrator) return { depth: "organisation", from: "fixed" };
  if (object.open && privilege === "read") return { depth: "organisation", from: "fixed" };
  const set = role.grants[object.name]?.[privilege] as Depth | undefined;
  if (set !== undefined) return { depth: within(object, set), from: "set" };
  if (object.named || object.name === REST) return { depth: "none", from: "rest" };
  const rest = (role.grants[REST]?.[privilege] ?? "none") as Depth;
  return { depth: within(object, rest), from: "rest" };
}

/** The depths that an object knows. */
export function depthsOf(object: RightsObject): readonly Depth[] {
  return object.owned ? DEPTHS : WHOLE;
}

export function nextDepth(object: RightsObject, depth: Depth): Depth {
  const known = depthsOf(object);
  return known[(known.indexOf(depth) + 1) % known.length] ?? "none";
}

/** A table with one entry set, or left unsaid when `value` is null; the old one stays as it is. */
function withEntry(table: Table, row: string, name: string, value: string | null): Table {
  const { [name]: _, ...others } = table[row] ?? {};
  const next = value === null ? others : { ...others, [name]: value };
  const { [row]: __, ...rest } = table;
  return Object.keys(next).length > 0 ? { ...rest, [row]: next } : rest;
}

/** Sets a privilege of some objects; null leaves them as everything else. Unknown depths are passed over. */
export function setDepth(
  grants: Table,
  cells: readonly (readonly [RightsObject, string])[],
  depth: Depth | null,
): Table {
  const can = ([object, privilege]: readonly [RightsObject, string]) =>
    !object.absent.includes(privilege) &&
    !(object.open && privilege === "read") &&
    (depth === null || depthsOf(object).includes(depth));
  return cells
    .filter(can)
    .reduce(
      (table, [object, privilege]) => withEntry(table, object.name, privilege, depth),
      grants,
    );
}

export function setField(
  fields: Table,
  object: string,
  field: string,
  right: FieldRight | null,
): Table {
  return withEntry(fields, object, field, right);
}

/** A form in which equal tables are equal texts. */
function plain(value: unknown): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${key}:${plain(inner)}`).join()}}`;
}

/** The fields of a role that differ, in the form they are written. */
export function changesOf(before: Role, after: Role): Partial<Role> {
  const names = ["name", "level", "administrator", "grants", "fields"] as const;
  const changed = names.filter((name) => plain(before[name]) !== plain(after[name]));
  return Object.fromEntries(changed.map((name) => [name, after[name]]));
}

export interface Difference {
  key: string;
  object: string;
  what: string;
  before: string;
  after: string;
}

interface Words {
  depth: (depth: string) => string;
  right: (right: string | undefined) => string;
}

/** Everything in which two roles differ, on the objects given, in words. */
export function differences(
  left: Giving,
  right: Giving,
  objects: readonly RightsObject[],
  { privileges }: Pick<Catalogue, "privileges">,
  words: Words,
): Difference[] {
  const found: Difference[] = [];
  for (const object of objects) {
    const line = (key: string, what: string, before: string, after: string) =>
      found.push({ key: `${object.name}.${key}`, object: object.title, what, before, after });
    for (const { name, label } of privileges) {
      const [a, b] = [depthAt(left, object, name).depth, depthAt(right, object, name).depth];
      if (a !== b && !object.absent.includes(name))
        line(name, label, words.depth(a), words.depth(b));
    }
    for (const { name, label } of object.fields) {
      const a = left.fields[object.name]?.[name];
      const b = right.fields[object.name]?.[name];
      if (a !== b) line(`field.${name}`, label, words.right(a), words.right(b));
    }
  }
  return found;
}

/** Whether anybody with this role sees anything of an object. */
export function seesAny(role: Giving, objects: readonly RightsObject[]): boolean {
  return objects.some((object) =>
    ["read", "create"].some((privilege) => depthAt(role, object, privilege).depth !== "none"),
  );
}
