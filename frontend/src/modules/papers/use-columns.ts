import { useState } from "react";
import { useMeta } from "@/api/meta";
import type { Field } from "@/api/types";
import { kindOf } from "@/platform/values";

/** Columns of the lines that may be put away; the others make a line. */
const OPTIONAL = ["article", "unit", "vat_rate", "profit"];
const WIDTHS: Record<string, number> = { article: 92, unit: 66, vat_rate: 66, profit: 104 };
const NARROWEST = 48;
/** A number in a line needs less room than in a list: there are many columns beside it. */
const NUMBERS: Record<string, number> = { integer: 84, number: 84, percent: 72 };

interface Kept {
  hidden: string[];
  widths: Record<string, number>;
}

export interface LineColumns {
  /** What can be shown, in its order. */
  choices: Field[];
  shown: (name: string) => boolean;
  show: (name: string, on: boolean) => void;
  width: (name: string) => number;
  resize: (name: string, width: number) => void;
}

/** The firm's own fields of the lines. */
export const ownOf = (fields: Field[]): Field[] => fields.filter((field) => field.runtime);

function read(place: string): Kept {
  const text = localStorage.getItem(place);
  return text ? (JSON.parse(text) as Kept) : { hidden: [], widths: {} };
}

/** Which columns the lines show and how wide they are, as this user left them on this device. */
export function useColumns(fields: Field[]): LineColumns {
  const place = `kartei.offer.columns.${useMeta().user.id}`;
  const [kept, setKept] = useState(() => read(place));
  const keep = (next: Kept) => {
    localStorage.setItem(place, JSON.stringify(next));
    setKept(next);
  };
  const choices = fields.filter((field) => OPTIONAL.includes(field.name) || field.runtime);
  const natural = (name: string) => {
    const field = fields.find((one) => one.name === name);
    return WIDTHS[name] ?? (field ? (NUMBERS[field.kind] ?? kindOf(field).width) : NARROWEST);
  };
  return {
    choices,
    shown: (name) => !kept.hidden.includes(name),
    show: (name, on) =>
      keep({
        ...kept,
        hidden: on ? kept.hidden.filter((one) => one !== name) : [...kept.hidden, name],
      }),
    width: (name) => kept.widths[name] ?? natural(name),
    resize: (name, width) =>
      keep({ ...kept, widths: { ...kept.widths, [name]: Math.max(NARROWEST, width) } }),
  };
}
