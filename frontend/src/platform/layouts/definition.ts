import type { Filter } from "@/api/types";

/** Shapes of `definition` of a layout; docs/api.md tells what they mean. */
export interface Words {
  ru?: string;
  de?: string;
  en?: string;
}

export interface PlacedField {
  name: string;
  width?: 1 | 2 | 3;
  when?: Filter | null;
  help?: Words;
}

export interface SectionShape {
  id: string;
  title?: Words;
  columns?: 1 | 2 | 3;
  collapsed?: boolean;
  fields?: PlacedField[];
}

export interface TabShape {
  id: string;
  title?: Words;
  sections?: SectionShape[];
}

export interface FormDefinition {
  tabs: TabShape[];
  left_out?: string[];
}

export type AnyDefinition = FormDefinition | { columns: string[] } | { fields: string[] };

/** The fields that a definition places, in their order. */
export function namesIn(definition: AnyDefinition): string[] {
  if ("columns" in definition) return definition.columns;
  if ("fields" in definition) return definition.fields;
  return (definition.tabs ?? [])
    .flatMap((tab) => tab.sections ?? [])
    .flatMap((section) => section.fields ?? [])
    .map((field) => field.name);
}
