import { fieldOf } from "@/api/meta";
import type { Meta, ObjectMeta } from "@/api/types";

/** Settings of fields that come with the program. */
export const BUILTIN = "meta.builtin";

/** What takes fields of its own: an object, or the lines inside one ("offers.offer.lines"). */
export function placeOf(meta: Meta, name: string): ObjectMeta | undefined {
  const object = meta.objects[name];
  if (object) return object;
  const dot = name.lastIndexOf(".");
  const whole = meta.objects[name.slice(0, dot)];
  const lines = whole && fieldOf(whole, name.slice(dot + 1));
  if (!whole || !lines?.lines) return undefined;
  return { ...whole, name, title: `${whole.title}: ${lines.label}`, fields: lines.lines };
}

/** Whether a name is that of lines inside an object. */
export const isPart = (name: string): boolean => name.split(".").length > 2;

/** The names of the lines of an object that take fields of their own, as `choices` tells them. */
export function partsOf(object: ObjectMeta, choices: { value: string }[]): string[] {
  return choices.map((one) => one.value).filter((name) => name.startsWith(`${object.name}.`));
}
