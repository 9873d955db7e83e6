import type { Field } from "@/api/types";
import type { Line } from "./paper";

/** A part of a set as a line keeps it. */
export interface Part {
  name: string;
  quantity: string;
  unit: string;
  optional: boolean;
  chosen: boolean;
}

export interface Parts {
  of: string;
  rows: Part[];
}

/** What is in the set that a line is; the server knows it of a line that is not saved yet. */
export const partsOf = (line: Line, sums: { parts?: Parts | null } | undefined): Parts | null =>
  (line.parts as Parts | null | undefined) ?? sums?.parts ?? null;

/** The set with one of its optional parts taken or left. */
export const toggled = (parts: Parts, at: number): Parts => ({
  ...parts,
  rows: parts.rows.map((row, index) => (index === at ? { ...row, chosen: !row.chosen } : row)),
});

/** The lines with what the server made of sets in their place; the same list where it made nothing. */
export function unfolded(lines: Line[], answered: Line[], fields: Field[]): Line[] {
  const there = new Set(answered.map((line) => line.id));
  if (lines.every((line) => there.has(line.id))) return lines;
  const typed = new Set(lines.map((line) => line.id));
  const columns = fields.filter((field) => !field.read_only).map((field) => field.name);
  const own = (line: Line): Line => ({
    ...Object.fromEntries(columns.map((name) => [name, line[name]])),
    id: line.id,
  });
  let at = 0;
  return lines.flatMap((line) => {
    if (there.has(line.id)) {
      at = answered.findIndex((one) => one.id === line.id) + 1;
      return [line];
    }
    const from = at;
    while (at < answered.length && !typed.has(answered[at]?.id ?? "")) at += 1;
    return answered.slice(from, at).map(own);
  });
}
