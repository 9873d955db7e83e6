import type { FormSection, ObjectMeta } from "@/api/types";
import {
  type AnyDefinition,
  type FormDefinition,
  namesIn,
  type PlacedField,
  type SectionShape,
  type TabShape,
  type Words,
} from "./definition";

export type Place = "form" | "quick" | "caller";

/** A section while it is arranged: nothing is left to defaults. */
export type Section = Required<SectionShape>;
export type Tab = Required<Omit<TabShape, "sections">> & { sections: Section[] };

/** A form, or one of the flat lists as a form of one section. */
export interface Laid {
  tabs: Tab[];
  left_out: string[];
}

/** Where something is put: a section and the place in it. */
export interface Spot {
  section: string;
  at: number;
}

const section = (given: SectionShape): Section => ({
  title: {},
  columns: 2,
  collapsed: false,
  fields: [],
  ...given,
});

const flat = (names: string[]): Laid => ({
  tabs: [
    {
      id: "main",
      title: {},
      sections: [section({ id: "main", fields: names.map((name) => ({ name })) })],
    },
  ],
  left_out: [],
});

/** A saved definition, ready to be arranged. */
export function fromDefinition(definition: AnyDefinition): Laid {
  if (!("tabs" in definition)) return flat(namesIn(definition));
  return {
    left_out: definition.left_out ?? [],
    tabs: definition.tabs.map((tab) => ({
      id: tab.id,
      title: tab.title ?? {},
      sections: (tab.sections ?? []).map(section),
    })),
  };
}

/** What the asker's metadata shows, ready to be arranged: where nobody has saved a layout yet. */
export function fromMeta(shown: Pick<ObjectMeta, "form" | "quick" | "caller">, place: Place): Laid {
  if (place !== "form") return flat(shown[place]);
  const tabs = new Map<string, FormSection[]>();
  for (const part of shown.form) tabs.set(part.tab, [...(tabs.get(part.tab) ?? []), part]);
  const laid = [...tabs].map(([id, parts]) => ({
    id,
    title: {},
    sections: parts.map(({ fields, columns, collapsed, id: part }) =>
      section({ id: part, columns, collapsed, fields: fields.map((name) => ({ name })) }),
    ),
  }));
  return laid.length > 0 ? { tabs: laid, left_out: [] } : flat([]);
}

const isSaid = (words: Words | undefined) => Object.values(words ?? {}).some(Boolean);

/** A place without what is usual, and in one order: equal places are written alike. */
function plainPlace({ name, width = 1, when, help }: PlacedField): PlacedField {
  return {
    name,
    ...(width > 1 ? { width } : {}),
    ...(when ? { when } : {}),
    ...(help && isSaid(help) ? { help: plainWords(help) } : {}),
  };
}

const plainWords = ({ ru = "", de = "", en = "" }: Words): Words => ({ ru, de, en });

/** What is saved; equal forms are written alike, letter by letter. */
export function toDefinition(laid: Laid, place: Place): AnyDefinition {
  if (place !== "form") return { fields: placedNames(laid) };
  const tabs = laid.tabs.map(({ id, title, sections }) => ({
    id,
    title: plainWords(title),
    sections: sections.map((one) => ({
      id: one.id,
      title: plainWords(one.title),
      columns: one.columns,
      collapsed: one.collapsed,
      fields: one.fields.map(plainPlace),
    })),
  }));
  return { tabs, left_out: laid.left_out } satisfies FormDefinition;
}

export function sectionsIn(laid: Laid): Section[] {
  return laid.tabs.flatMap((tab) => tab.sections);
}

export function placedNames(laid: Laid): string[] {
  return sectionsIn(laid).flatMap(({ fields }) => fields.map(({ name }) => name));
}

export function spotOf(laid: Laid, name: string): Spot | undefined {
  for (const { id, fields } of sectionsIn(laid)) {
    const at = fields.findIndex((field) => field.name === name);
    if (at >= 0) return { section: id, at };
  }
  return undefined;
}

const mapSections = (laid: Laid, change: (section: Section) => Section): Laid => ({
  ...laid,
  tabs: laid.tabs.map((tab) => ({ ...tab, sections: tab.sections.map(change) })),
});

function lifted(laid: Laid, name: string): { rest: Laid; field: PlacedField } {
  const spot = spotOf(laid, name);
  const from = sectionsIn(laid).find(({ id }) => id === spot?.section);
  const rest = mapSections(laid, (one) => ({
    ...one,
    fields: one.fields.filter((field) => field.name !== name),
  }));
  return { rest, field: from?.fields[spot?.at ?? 0] ?? { name } };
}

/** Puts a field before what stands at a spot now; one from outside the form comes in. */
export function putField(laid: Laid, name: string, to: Spot): Laid {
  const from = spotOf(laid, name);
  const { rest, field } = lifted(laid, name);
  const before = from?.section === to.section && from.at < to.at ? 1 : 0;
  return {
    ...mapSections(rest, (one) =>
      one.id === to.section
        ? { ...one, fields: one.fields.toSpliced(to.at - before, 0, field) }
        : one,
    ),
    left_out: laid.left_out.filter((other) => other !== name),
  };
}

/** Takes a field out of the form. */
export function dropField(laid: Laid, name: string): Laid {
  const { rest } = lifted(laid, name);
  return { ...rest, left_out: [...laid.left_out.filter((other) => other !== name), name] };
}

export function setField(laid: Laid, name: string, change: Partial<PlacedField>): Laid {
  return mapSections(laid, (one) => ({
    ...one,
    fields: one.fields.map((field) => (field.name === name ? { ...field, ...change } : field)),
  }));
}

/** One step up or down, over the edge of the section into its neighbour. */
export function stepField(laid: Laid, name: string, by: -1 | 1): Laid {
  const spot = spotOf(laid, name);
  const all = sectionsIn(laid);
  const index = all.findIndex(({ id }) => id === spot?.section);
  const here = all[index];
  if (!spot || !here) return laid;
  const at = spot.at + by;
  if (at >= 0 && at < here.fields.length)
    return putField(laid, name, { section: here.id, at: by > 0 ? at + 1 : at });
  const next = all[index + by];
  if (!next) return laid;
  return putField(laid, name, { section: next.id, at: by > 0 ? 0 : next.fields.length });
}

export function setSection(laid: Laid, id: string, change: Partial<Section>): Laid {
  return mapSections(laid, (one) => (one.id === id ? { ...one, ...change } : one));
}

/** An id that nothing has: letters with a number. */
function freeId(taken: string[], prefix: string): string {
  for (let n = 1; ; n += 1) if (!taken.includes(`${prefix}${n}`)) return `${prefix}${n}`;
}

export function addSection(laid: Laid, tab: string): { laid: Laid; id: string } {
  const id = freeId(
    sectionsIn(laid).map((one) => one.id),
    "s",
  );
  const tabs = laid.tabs.map((one) =>
    one.id === tab ? { ...one, sections: [...one.sections, section({ id })] } : one,
  );
  return { laid: { ...laid, tabs }, id };
}

/** Takes a section away; its fields are put aside. */
export function dropSection(laid: Laid, id: string): Laid {
  const gone = sectionsIn(laid).find((one) => one.id === id);
  const rest = {
    ...laid,
    tabs: laid.tabs.map((tab) => ({
      ...tab,
      sections: tab.sections.filter((one) => one.id !== id),
    })),
  };
  const names = (gone?.fields ?? []).map(({ name }) => name);
  return { ...rest, left_out: [...new Set([...laid.left_out, ...names])] };
}

/** Puts a section before another one, or at the end of a tab. */
export function putSection(laid: Laid, id: string, to: { tab: string; before?: string }): Laid {
  const moved = sectionsIn(laid).find((one) => one.id === id);
  if (!moved || to.before === id) return laid;
  const tabs = laid.tabs.map((tab) => {
    const rest = tab.sections.filter((one) => one.id !== id);
    if (tab.id !== to.tab) return { ...tab, sections: rest };
    const at = rest.findIndex((one) => one.id === to.before);
    return { ...tab, sections: rest.toSpliced(at < 0 ? rest.length : at, 0, moved) };
  });
  return { ...laid, tabs };
}

export function stepSection(laid: Laid, id: string, by: -1 | 1): Laid {
  const tab = laid.tabs.find(({ sections }) => sections.some((one) => one.id === id));
  const at = tab?.sections.findIndex((one) => one.id === id) ?? -1;
  const moved = tab?.sections[at];
  if (!tab || !moved || !tab.sections[at + by]) return laid;
  const sections = tab.sections.toSpliced(at, 1).toSpliced(at + by, 0, moved);
  return {
    ...laid,
    tabs: laid.tabs.map((one) => (one.id === tab.id ? { ...one, sections } : one)),
  };
}

export function addTab(laid: Laid): { laid: Laid; id: string } {
  const id = freeId(
    laid.tabs.map((one) => one.id),
    "t",
  );
  const begun = addSection({ ...laid, tabs: [...laid.tabs, { id, title: {}, sections: [] }] }, id);
  return { laid: begun.laid, id };
}

/** Takes a tab away; its sections go to its neighbour. The last one stays. */
export function dropTab(laid: Laid, id: string): Laid {
  const at = laid.tabs.findIndex((one) => one.id === id);
  const gone = laid.tabs[at];
  const heir = laid.tabs[at - 1] ?? laid.tabs[at + 1];
  if (!gone || !heir) return laid;
  const tabs = laid.tabs
    .filter((one) => one.id !== id)
    .map((one) =>
      one.id === heir.id ? { ...one, sections: [...one.sections, ...gone.sections] } : one,
    );
  return { ...laid, tabs };
}

export function stepTab(laid: Laid, id: string, by: -1 | 1): Laid {
  const at = laid.tabs.findIndex((one) => one.id === id);
  const moved = laid.tabs[at];
  if (!moved || !laid.tabs[at + by]) return laid;
  return { ...laid, tabs: laid.tabs.toSpliced(at, 1).toSpliced(at + by, 0, moved) };
}

export function setTab(laid: Laid, id: string, change: Partial<Tab>): Laid {
  return { ...laid, tabs: laid.tabs.map((one) => (one.id === id ? { ...one, ...change } : one)) };
}
