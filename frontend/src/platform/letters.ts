import type { ObjectMeta } from "@/api/types";
import { preferredLetter } from "./extensions";

/**
 * A letter for each object, for the sequences C … and G …: the module's wish first, then the first
 * free letter of the object's name, so that objects made at run time get keys too.
 */
export function lettersOf(objects: Pick<ObjectMeta, "name">[]): Map<string, string> {
  const taken = new Map<string, string>();
  const give = (letter: string | undefined, name: string) => {
    if (letter && !taken.has(letter)) taken.set(letter, name);
  };
  for (const { name } of objects) give(preferredLetter(name), name);
  for (const { name } of objects) {
    if ([...taken.values()].includes(name)) continue;
    const own = name.slice(name.indexOf(".") + 1).toLowerCase();
    const letters = [...own, ..."abcdefghijklmnopqrstuvwxyz"].filter((one) => /[a-z]/.test(one));
    give(
      letters.find((one) => !taken.has(one)),
      name,
    );
  }
  return new Map([...taken].map(([letter, name]) => [name, letter]));
}
