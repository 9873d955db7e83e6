import { fieldOf } from "@/api/meta";
import type { Condition, Field, Filter, Meta, ObjectMeta, Operator } from "@/api/types";

export type Group = ["and" | "or", ...Filter[]];
export type Negation = ["not", Filter];

export function isGroup(filter: Filter): filter is Group {
  return filter[0] === "and" || filter[0] === "or";
}

/** The condition that is no field: what an import has written. */
export function isImport(filter: Filter): filter is Condition {
  return filter[0] === "import";
}

/** Another one: records made to try things out, or all others. */
export function isSample(filter: Filter): filter is Condition {
  return filter[0] === "sample";
}

export function isNegation(filter: Filter): filter is Negation {
  return filter[0] === "not";
}

/** Null for what is no filter; checks the shape only, meaning is the server's. */
export function normalFilter(value: unknown): Filter | null {
  if (!Array.isArray(value) || typeof value[0] !== "string") return null;
  const [head, ...rest] = value as [string, ...unknown[]];
  if (head === "and" || head === "or") {
    const parts = rest.map(normalFilter).filter((part) => part !== null);
    return parts.length > 0 ? [head, ...parts] : null;
  }
  if (head === "not") {
    const part = normalFilter(rest[0]);
    return part && ["not", part];
  }
  return typeof rest[0] === "string" ? (value as Condition) : null;
}

/** Whether somebody has every field that a filter asks for; linked ones by their first link. */
export function knows(object: ObjectMeta, filter: Filter): boolean {
  if (isGroup(filter) || isNegation(filter)) {
    const [, ...parts] = filter as [string, ...Filter[]];
    return parts.every((part) => knows(object, part));
  }
  return fieldOf(object, String(filter[0]).split(".", 1)[0] ?? "") !== undefined;
}

/** What must all hold: each part is a chip of its own. */
export function partsOf(filter: Filter | null): Filter[] {
  if (!filter) return [];
  return isGroup(filter) && filter[0] === "and" ? (filter.slice(1) as Filter[]) : [filter];
}

export function joinParts(parts: Filter[]): Filter | null {
  const [first] = parts;
  if (!first) return null;
  return parts.length === 1 && !(isGroup(first) && first[0] === "and") ? first : ["and", ...parts];
}

/** The field a condition names, also one behind a link ("company.city"). */
export function conditionField(
  meta: Meta,
  object: ObjectMeta,
  name: string,
): { field: Field; label: string } | undefined {
  const [own = "", linked] = name.split(".");
  const field = fieldOf(object, own);
  if (!field || !linked) return field && { field, label: field.label };
  const target = field.target ? meta.objects[field.target] : undefined;
  const behind = target && fieldOf(target, linked);
  return behind && { field: behind, label: `${field.label} → ${behind.label}` };
}

export interface FieldChoice {
  name: string;
  label: string;
  field: Field;
}

const usable = (field: Field) => field.filter && field.operators.length > 0;

/** Kinds with several values are not reached through a link, nor are the firm's own fields. */
const SEVERAL: ReadonlySet<Field["kind"]> = new Set([
  "choices",
  "links",
  "phones",
  "emails",
  "sites",
  "messengers",
  "addresses",
]);

const behindLink = (field: Field) => usable(field) && !field.runtime && !SEVERAL.has(field.kind);

/** Fields that can be filtered by: own ones, then those of linked records. */
export function fieldChoices(meta: Meta, object: ObjectMeta): FieldChoice[] {
  const own = object.fields
    .filter(usable)
    .map((field) => ({ name: field.name, label: field.label, field }));
  const behind = object.fields.flatMap((link) => {
    const target = link.kind === "link" && link.target ? meta.objects[link.target] : undefined;
    return (target?.fields ?? []).filter(behindLink).map((field) => ({
      name: `${link.name}.${field.name}`,
      label: `${link.label} → ${field.label}`,
      field,
    }));
  });
  return [...own, ...behind];
}

export const NEEDS_NO_VALUE: ReadonlySet<Operator> = new Set(["empty", "filled"]);

/** Kinds whose values are chosen from a list: only they are compared with several at once. */
const LISTED: ReadonlySet<Field["kind"]> = new Set(["choice", "choices", "link", "links"]);

/** The operators that are offered for a field. */
export function operatorsOf(field: Field): Operator[] {
  return field.operators.filter((one) => one !== "in" || LISTED.has(field.kind));
}

/** A condition to begin with when a field has been chosen. */
export function startCondition(choice: FieldChoice): Condition {
  const { field, name } = choice;
  const wanted: Operator[] = LISTED.has(field.kind)
    ? ["in", "has", "="]
    : ["contains", "has", "=", ">="];
  const order = /^(date|moment|integer|number|percent|money|duration)$/.test(field.kind)
    ? ([">=", "="] as Operator[])
    : wanted;
  const operator = order.find((one) => field.operators.includes(one)) ?? field.operators[0] ?? "=";
  return [name, operator, startValue(field, operator)];
}

/** A fresh value for an operator: a list where several are compared. */
export function startValue(field: Field, operator: Operator): unknown {
  if (operator === "in") return [];
  if (field.kind === "bool") return true;
  if (field.kind === "date" || field.kind === "moment") return "today";
  return "";
}

/** True when a condition says something: an unfinished one is not sent. */
export function isComplete(filter: Filter): boolean {
  if (isGroup(filter)) return filter.length > 1 && (filter.slice(1) as Filter[]).every(isComplete);
  if (isNegation(filter)) return isComplete(filter[1]);
  const [, operator, value] = filter;
  if (NEEDS_NO_VALUE.has(operator)) return true;
  return Array.isArray(value) ? value.length > 0 : value !== "" && value != null;
}

/** The same filter without its unfinished parts. */
export function completeOnly(filter: Filter): Filter | null {
  if (isGroup(filter)) {
    const parts = (filter.slice(1) as Filter[]).map(completeOnly).filter((part) => part !== null);
    return parts.length > 0 ? [filter[0], ...parts] : null;
  }
  return isComplete(filter) ? filter : null;
}
