import { fieldOf, may, useMeta } from "@/api/meta";
import { useList } from "@/api/records";
import type { Filter, LinkValue, ObjectMeta, Option, Rec, Tone } from "@/api/types";

/** A column of a board: a record of a small object, or an option of a choice. */
export interface BoardColumn {
  id: string;
  title: string;
  color: Tone | null;
  probability: number | null;
  /** "open", "won", "lost", or null where the object knows no closing. */
  kind: string | null;
  /** Funnel of the column, where there are several. */
  funnel: LinkValue | null;
  /** What the people who work here are told to do. */
  help: string;
  /** Columns to which one may go from here; none named means any. */
  moves: string[];
  /** Roles that may move records here; none named means every role. */
  movers: string[];
}

const idsOf = (value: unknown) =>
  ((value as LinkValue[] | null | undefined) ?? []).map(({ id }) => id);

function columnOf(stage: Rec, title: string): BoardColumn {
  return {
    id: stage.id,
    title,
    color: (stage.color as Tone | null | undefined) ?? null,
    probability: (stage.probability as number | null | undefined) ?? null,
    kind: (stage.kind as string | null | undefined) ?? null,
    funnel: (stage.funnel as LinkValue | null | undefined) ?? null,
    help: String(stage.help ?? ""),
    moves: idsOf(stage.moves),
    movers: idsOf(stage.movers),
  };
}

function ofOption(option: Option): BoardColumn {
  const { value, label, color } = option;
  const plain = { probability: null, kind: null, funnel: null, help: "", moves: [], movers: [] };
  return { id: value, title: label, color, ...plain };
}

/** More stages than any firm has. */
const MOST = 200;
const EMPTY: BoardColumn[] = [];
/** What a record that makes a column may say of it. */
const PARTS = ["color", "probability", "kind", "position", "funnel", "help", "moves", "movers"];

/** Every column records of an object can stand in, of all funnels, in order; kept for the session. */
export function useColumns(object: ObjectMeta): BoardColumn[] {
  const { objects } = useMeta();
  const of = object.board?.columns_of;
  const target = of ? objects[of] : undefined;
  const has = (name: string) => target?.fields.some((field) => field.name === name);
  const fields = [target?.title_field ?? "", ...PARTS.filter(has)];
  const way = object.board?.funnel ?? "";
  const funnel = objects[target?.fields.find((field) => field.name === way)?.target ?? ""];
  const whose = funnel?.fields.some((field) => field.name === "object");
  const filter: Filter | null = whose ? [`${way}.object`, "=", object.name] : null;
  const sort = has("position") ? { sort: "position" } : {};
  const question = { limit: MOST, fields, filter, ...sort };
  const list = useList(target?.name ?? "", question, may(target, "read"));
  if (!object.board) return EMPTY;
  if (!target)
    return fieldOf(object, object.board.by)?.options?.map((option) => ofOption(option)) ?? EMPTY;
  const title = target.title_field;
  return (
    list.data?.pages
      .flatMap((page) => page.items)
      .map((one) => columnOf(one, String(one[title]))) ?? EMPTY
  );
}

/** Value of a board's field as the id of its column. */
export function columnIdOf(object: ObjectMeta, record: Rec): string {
  const value = object.board ? record[object.board.by] : null;
  return value && typeof value === "object" ? (value as LinkValue).id : String(value ?? "");
}

/** The columns beside which a record's own stands: those of its funnel. */
export function columnsBeside(columns: BoardColumn[], id: string): BoardColumn[] {
  const funnel = columns.find((column) => column.id === id)?.funnel?.id;
  return funnel ? columns.filter((column) => column.funnel?.id === funnel) : columns;
}

/** The value a column stands for, as records are read. */
export function columnValue(column: BoardColumn, isLink: boolean): unknown {
  return isLink ? { id: column.id, title: column.title, color: column.color } : column.id;
}

export const isOpen = (column: BoardColumn) => column.kind !== "won" && column.kind !== "lost";

/** The funnel a filter asks for at its top. */
export function funnelIn(filter: Filter | null, name: string): string | null {
  if (!filter) return null;
  if (filter[0] === "and")
    return (
      (filter.slice(1) as Filter[]).map((part) => funnelIn(part, name)).find((id) => id !== null) ??
      null
    );
  return filter[0] === name && filter[1] === "=" ? String(filter[2]) : null;
}
