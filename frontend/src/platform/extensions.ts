import type { TFunction } from "i18next";
import { type ComponentType, type LazyExoticComponent, lazy, type ReactNode } from "react";
import type { Filter, Meta, ObjectMeta, Rec } from "@/api/types";

/**
 * What a module adds to the generic interface: screens of its own and preferred letters.
 * Everything else is drawn from meta; an object without an entry here works just the same.
 */
export interface ModuleFront {
  name: string;
  /** Screen at "/" for users of this module; it comes with the program, for it is shown first. */
  home?: () => ReactNode;
  /** Other ways to look at a list, by the name in the address (`view=board`). */
  listViews?: ListView[];
  /** Screens with an address of their own, e.g. "/import". */
  pages?: ModulePage[];
  /** Card of an object in place of the generic one. */
  records?: Record<string, () => Promise<{ default: ComponentType<RecordScreenProps> }>>;
  /** Forms of the composer on a card beside note, call, meeting and file. */
  composers?: ComposerForm[];
  /** Entries of a card's menu with a window of their own, e.g. the dismissal of a user. */
  recordActs?: RecordAct[];
  /** Ready filters beside the saved views, by object name. */
  quickViews?: Record<string, QuickView[]>;
  /** Always present while somebody is signed in, e.g. reminders; loaded after the first picture. */
  overlay?: () => Promise<{ default: ComponentType }>;
  /** What stands over the list of an object, e.g. a switch that concerns all of its records. */
  listNotes?: Record<string, () => Promise<{ default: ComponentType }>>;
  /** Files that a job makes of chosen records, beside the export; by object name. */
  listFiles?: Record<string, ListFile[]>;
  /** What stands over the timeline of an object's card, e.g. the pages of a received bill. */
  cardTops?: Record<string, () => Promise<{ default: ComponentType<CardTopProps> }>>;
  /** What a module adds beside the circles of a role; each saves by itself. */
  roleParts?: (() => Promise<{ default: ComponentType<{ role: Rec }> }>)[];
  /** Further entries of the menu on every card. */
  recordEntries?: RecordEntry[];
  /** Letter after C (create) and G (go) by object name. */
  letters?: Record<string, string>;
}

export interface ListView {
  id: string;
  icon: string;
  label: (t: TFunction) => string;
  /** Which objects can be laid out so. */
  objects: (object: ObjectMeta) => boolean;
  load: () => Promise<{ default: ComponentType<{ object: string }> }>;
}

/** A form that makes something about the record on the card, e.g. a task. */
export interface ComposerForm {
  id: string;
  icon: string;
  label: (t: TFunction) => string;
  /** Letter that opens it on a card. */
  shortcut: string;
  /** Object it creates; left out where the asker may not create one. */
  creates: string;
  load: () => Promise<{ default: ComponentType<ComposerFormProps> }>;
}

export interface ComposerFormProps {
  object: ObjectMeta;
  record: Rec;
  /** Called when something was made. */
  onDone: () => void;
}

/** Something to be done with a record in a window of its own. */
export interface RecordAct {
  id: string;
  icon: string;
  label: (t: TFunction) => string;
  danger?: boolean;
  when: (object: ObjectMeta, record: Rec, meta: Meta) => boolean | undefined;
  load: () => Promise<{ default: ComponentType<RecordActProps> }>;
}

export interface RecordActProps {
  object: ObjectMeta;
  record: Rec;
  onClose: () => void;
}

export interface QuickView {
  id: string;
  label: (t: TFunction) => string;
  filter: Filter;
}

/** A file of many records: where it is asked for, and whether it goes on to the printer. */
export interface ListFile {
  id: string;
  label: (t: TFunction) => string;
  path: string;
  form: string;
  print: boolean;
}

/** A way from any card to another screen; an address of null leaves it out. */
export interface RecordEntry {
  id: string;
  icon: string;
  label: (t: TFunction, object: ObjectMeta) => string;
  href: (object: ObjectMeta, record: Rec, meta: Meta) => string | null;
}

export interface CardTopProps {
  record: Rec;
}

export interface ModulePage {
  path: string;
  /** Shown without the frame, also to nobody: the set-up, and pages to which letters lead. */
  bare?: boolean;
  load: () => Promise<{ default: ComponentType }>;
}

export interface RecordScreenProps {
  object: string;
  id: string;
}

let modules: readonly ModuleFront[] = [];

/** Called once at the start with every module front (modules/index.ts). */
export function registerModules(list: readonly ModuleFront[]): void {
  modules = list;
}

export function moduleFronts(): readonly ModuleFront[] {
  return modules;
}

/** What modules add to the menu of a record. */
export function recordActs(object: ObjectMeta, record: Rec, meta: Meta): RecordAct[] {
  return modules
    .flatMap((one) => one.recordActs ?? [])
    .filter((one) => one.when(object, record, meta));
}

/** Preferred letter of an object after C and G. */
export function preferredLetter(object: string): string | undefined {
  return modules.map((one) => one.letters?.[object]).find(Boolean);
}

/** Ready filters for an object's list. */
export function quickViews(object: string): QuickView[] {
  return modules.flatMap((one) => one.quickViews?.[object] ?? []);
}

/** Files of chosen records; whoever may print these records gets them. */
export function listFiles(object: string): ListFile[] {
  return modules.flatMap((one) => one.listFiles?.[object] ?? []);
}

type Load<P> = () => Promise<{ default: ComponentType<P> }>;
const loaded = new WeakMap<object, unknown>();

/**
 * The part behind a `load` of a module front. The same one each time: a part made anew while the
 * screen waits for it would be waited for without end.
 */
export function partOf<P>(load: Load<P>): LazyExoticComponent<ComponentType<P>> {
  const known = loaded.get(load) as LazyExoticComponent<ComponentType<P>> | undefined;
  const part = known ?? lazy(load);
  loaded.set(load, part);
  return part;
}
