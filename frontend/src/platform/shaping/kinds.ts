import type { Kind } from "@/api/types";

/** The drawing of each kind on its tile. */
export const KIND_ICONS: Partial<Record<Kind, string>> = {
  text: "text",
  longtext: "note",
  integer: "hash",
  number: "hash",
  money: "money",
  percent: "chart",
  date: "calendar",
  moment: "clock",
  duration: "clock",
  fullname: "person",
  bool: "check",
  choice: "list",
  choices: "task",
  phones: "phone",
  emails: "mail",
  sites: "globe",
  addresses: "map",
  file: "attachment",
  link: "link",
  links: "branch",
};

/** Kinds that lines of a document take: what one row says in a cell. */
export const LINE_KINDS =
  "text longtext integer number money percent date moment duration bool choice choices link".split(
    " ",
  );

/** Settings that make no sense for a row of a document. */
const NOT_IN_LINES = new Set(["unique", "indexed", "depends"]);

/** Which of some settings a field of lines knows; it may also be printed. */
export const settingsInLines = (known: Set<string>): Set<string> =>
  new Set([...known].filter((one) => !NOT_IN_LINES.has(one)).concat("printed"));

/** Which settings a computed field knows: nobody fills it in. */
export function computedSettings(kind: string): Set<string> {
  return new Set([...settingsOf(kind)].filter((one) => one === "indexed" || one === "currency"));
}

/** Which settings a kind knows. */
export function settingsOf(kind: string): Set<string> {
  const has = (...kinds: string[]) => kinds.includes(kind);
  const found: string[] = ["required"];
  if (has("choice", "choices")) found.push("choices");
  if (has("link", "links")) found.push("target");
  if (has("money")) found.push("currency");
  if (has("integer", "number", "percent", "money", "date", "duration")) found.push("low", "high");
  if (has("text", "longtext")) found.push("length");
  if (has("text")) found.push("pattern");
  if (has("text", "integer", "date")) found.push("unique");
  if (has("text", "integer", "number", "money", "date", "moment", "duration", "fullname", "link"))
    found.push("indexed");
  if (
    !has("choices", "links", "link", "file", "fullname", "phones", "emails", "sites", "addresses")
  )
    found.push("default");
  return new Set(found);
}
