import { useMemo } from "react";
import { useMeta } from "@/api/meta";
import type { Field, ObjectMeta, PlaceSettings } from "@/api/types";
import { useFormat } from "@/app/format";
import { meets } from "../filter/judge";

/** A section of a form with the fields that exist for the asker. */
export interface Block {
  id: string;
  title: string;
  collapsed: boolean;
  tab: string;
  columns: number;
  fields: Field[];
  /** Columns that a field takes, where it is more than one. */
  widths: Record<string, number>;
}

type Shaped = Pick<ObjectMeta, "form" | "fields">;

/** The form's sections with the fields that a screen wants; sections without any are left out. */
export function blocksOf(object: Shaped, wanted: (field: Field) => boolean): Block[] {
  const known = new Map(object.fields.map((field) => [field.name, field]));
  return object.form
    .map((section) => {
      const settings = section.settings ?? {};
      const fields = section.fields
        .map((name) => known.get(name))
        .filter((field) => field !== undefined)
        .filter(wanted)
        .map((field) => ({ ...field, help: settings[field.name]?.help ?? field.help }));
      const widths = Object.fromEntries(
        fields.map(({ name }) => [name, Math.min(settings[name]?.width ?? 1, section.columns)]),
      );
      return { ...section, fields, widths };
    })
    .filter((section) => section.fields.length > 0);
}

/** Adds fields that stand nowhere to the last section: what was typed is never out of sight. */
export function withOthers(blocks: Block[], others: Field[], title: string): Block[] {
  const placed = new Set(blocks.flatMap((block) => block.fields).map((field) => field.name));
  const missing = others.filter((field) => !placed.has(field.name));
  const last = blocks.at(-1);
  if (missing.length === 0) return blocks;
  if (!last)
    return [
      { id: "own", title, collapsed: false, tab: "", columns: 2, fields: missing, widths: {} },
    ];
  return blocks.with(-1, { ...last, fields: [...last.fields, ...missing] });
}

/** The conditions of a form, by the fields they show or hide. */
export function useConditions(object: Shaped): (name: string, values: object) => boolean {
  const { user } = useMeta();
  const format = useFormat();
  return useMemo(() => {
    const fields = new Map(object.fields.map((field) => [field.name, field]));
    const settings: Record<string, PlaceSettings> = {};
    for (const section of object.form) Object.assign(settings, section.settings);
    return (name, values) => {
      const when = settings[name]?.when;
      if (!when) return true;
      const judged = { fields, values: values as Record<string, unknown>, format, me: user.id };
      return meets(when, judged);
    };
  }, [object, format, user.id]);
}
