import {
  addSection,
  dropField,
  type Laid,
  putField,
  putSection,
  sectionsIn,
  spotOf,
} from "./model";

/** What is held while it is dragged, and the places it can be let go: "field:phones". */
export const mark = (kind: "field" | "section" | "tab" | "end" | "rest", id = "") =>
  `${kind}:${id}`;

/** What a drop means; the same form where it means nothing. */
export function dropped(laid: Laid, held: string, place: string): Laid {
  const [what = "", id = ""] = held.split(":");
  const [where = "", target = ""] = place.split(":");
  if (what === "section") return droppedSection(laid, id, where, target);
  if (where === "rest") return spotOf(laid, id) ? dropField(laid, id) : laid;
  if (where === "field") {
    const spot = spotOf(laid, target);
    return spot && target !== id ? putField(laid, id, spot) : laid;
  }
  if (where === "section") return putField(laid, id, { section: target, at: 0 });
  if (where === "tab") {
    const tab = laid.tabs.find((one) => one.id === target);
    const last = tab?.sections.at(-1);
    if (last) return putField(laid, id, { section: last.id, at: last.fields.length });
    const begun = addSection(laid, target);
    return putField(begun.laid, id, { section: begun.id, at: 0 });
  }
  const end = sectionsIn(laid).find((one) => one.id === target);
  return end ? putField(laid, id, { section: target, at: end.fields.length }) : laid;
}

function droppedSection(laid: Laid, id: string, where: string, target: string): Laid {
  if (where === "tab") return putSection(laid, id, { tab: target });
  const before = where === "field" ? spotOf(laid, target)?.section : target;
  const tab = laid.tabs.find(({ sections }) => sections.some((one) => one.id === before));
  return tab && before ? putSection(laid, id, { tab: tab.id, before }) : laid;
}
