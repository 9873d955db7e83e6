import type { Condition, Field, Filter, LinkValue, Money, RecordLink } from "@/api/types";
import type { Format } from "@/kit/format";
import { isEmpty } from "../values/kind";
import { isGroup, isNegation } from "./model";

/** What a filter is judged against: the typed or saved values of one record. */
export interface Judged {
  fields: ReadonlyMap<string, Field>;
  values: Record<string, unknown>;
  format: Pick<Format, "dayOf" | "today">;
  /** Id of the user, for "me". */
  me: string;
}

/** The same levelling as the server's: case, marks of Latin letters, ё and blanks. */
function fold(text: string): string {
  const levelled = text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replaceAll("ё", "е")
    .replace(/[^\u0400-\u04ff]/g, (letter) => letter.normalize("NFD").replace(/\p{M}/gu, ""));
  return levelled.replace(/\s+/g, " ").trim();
}

const DAY = 86_400_000;
const iso = (date: Date) => date.toISOString().slice(0, 10);

/** "today-7", "month" and the like as a day; a day stays as it is. */
export function dayMeant(text: string, today: string): string {
  const [, word = "", step] = /^(today|yesterday|tomorrow)([+-]\d+)?$/.exec(text) ?? [];
  const base = new Date(`${today}T00:00:00Z`);
  if (word) {
    const by = { today: 0, yesterday: -1, tomorrow: 1 }[word] ?? 0;
    return iso(new Date(base.getTime() + (by + Number(step ?? 0)) * DAY));
  }
  const [year, month] = [base.getUTCFullYear(), base.getUTCMonth()];
  switch (text) {
    case "week":
      return iso(new Date(base.getTime() - ((base.getUTCDay() + 6) % 7) * DAY));
    case "month":
      return iso(new Date(Date.UTC(year, month, 1)));
    case "quarter":
      return iso(new Date(Date.UTC(year, month - (month % 3), 1)));
    case "year":
      return `${year}-01-01`;
    default:
      return text;
  }
}

const idOf = (value: unknown) =>
  value && typeof value === "object" ? (value as LinkValue).id : String(value ?? "");

/** A value and what it is compared with, as things of one kind. */
function pair(field: Field, value: unknown, asked: unknown, judged: Judged) {
  switch (field.kind) {
    case "integer":
    case "number":
    case "percent":
    case "duration":
      return [Number(value), Number(asked)] as const;
    case "money":
      return [Number((value as Money).amount), Number(asked)] as const;
    case "date":
      return [String(value), dayMeant(String(asked), judged.format.today())] as const;
    case "moment": {
      const exact = asked === "now" ? new Date() : new Date(String(asked));
      if (asked === "now" || /T/.test(String(asked)))
        return [Date.parse(String(value)), exact.getTime()] as const;
      const day = dayMeant(String(asked), judged.format.today());
      return [judged.format.dayOf(String(value)), day] as const;
    }
    case "link":
      return [idOf(value), asked === "me" ? judged.me : idOf(asked)] as const;
    case "record": {
      const { object, id } = value as RecordLink;
      return [`${object}:${id}`, String(asked)] as const;
    }
    case "choice":
      return [String(value), String(asked)] as const;
    default:
      return [fold(String(value)), fold(String(asked))] as const;
  }
}

/** Several values: one that agrees is enough. Contact values are compared by what is in them. */
function anyOf(field: Field, value: unknown, op: string, asked: unknown, me: string): boolean {
  const contact = field.kind !== "links" && field.kind !== "choices";
  const plain = (one: unknown) => {
    const text = contact ? String((one as { value?: unknown }).value ?? one) : idOf(one);
    if (!contact) return text;
    return field.kind === "phones" ? text.replace(/\D/g, "") : fold(text);
  };
  const wanted = asked === "me" ? me : plain(asked);
  const found = (Array.isArray(value) ? value : []).map(plain);
  return found.some((one) => (op === "contains" ? one.includes(wanted) : one === wanted));
}

const NEGATIVE: Record<string, string> = { "!=": "=", hasnot: "has" };

function holds([name, op, asked]: Condition, judged: Judged): boolean {
  const field = judged.fields.get(name);
  // What does not exist for the asker is not asked; the server leaves such conditions out.
  if (!field) return true;
  const value = judged.values[name];
  if (field.kind === "bool") return Boolean(value) === Boolean(asked);
  if (op === "empty") return isEmpty(value);
  if (op === "filled") return !isEmpty(value);
  const positive = NEGATIVE[op];
  if (positive) return !holds([name, positive as Condition[1], asked], judged);
  if (isEmpty(value)) return false;
  if (op === "in") return (asked as unknown[]).some((one) => holds([name, "=", one], judged));
  if (Array.isArray(value)) return anyOf(field, value, op, asked, judged.me);
  const [left, right] = pair(field, value, asked, judged);
  switch (op) {
    case "=":
      return left === right;
    case "contains":
      return String(left).includes(String(right));
    case "starts":
      return String(left).startsWith(String(right));
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    case ">=":
      return left >= right;
    default:
      return false;
  }
}

/** Whether values meet a filter, as the server would judge the saved record. */
export function meets(filter: Filter, judged: Judged): boolean {
  if (isNegation(filter)) return !meets(filter[1], judged);
  if (!isGroup(filter)) return holds(filter, judged);
  const [kind, ...parts] = filter;
  const one = (part: unknown) => meets(part as Filter, judged);
  return kind === "and" ? parts.every(one) : parts.some(one);
}
