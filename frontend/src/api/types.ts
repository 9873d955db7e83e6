/** Shapes of docs/api.md: what the server answers and what it is asked. */

export type Language = "ru" | "de" | "en";
export type Theme = "light" | "dark" | "auto";
export type Density = "compact" | "normal" | "comfortable";
export type Depth = "none" | "own" | "unit" | "subunits" | "organisation";
export type Tone = "neutral" | "accent" | "pos" | "warn" | "neg" | "info" | "alt";

export interface SessionUser {
  id: string;
  login: string;
  name: string;
  initials: string;
  email: string;
  /** Demanded of him and not set up yet; `late`: nothing else is open any more. */
  second_factor: { until: string; late: boolean } | null;
  /** Empty while he has chosen none: the browser's stays. */
  language: Language | "";
  theme: Theme;
  density: Density;
}

export interface Session {
  user: SessionUser | null;
  csrf: string;
  firm: { name: string; country: string; currency: string; timezone: string; language: Language };
  setup: boolean;
  /** Somebody who is not signed in may register himself. */
  signup: boolean;
  languages: Language[];
  version: string;
}

export type Kind =
  | "text"
  | "longtext"
  | "integer"
  | "number"
  | "percent"
  | "money"
  | "date"
  | "moment"
  | "duration"
  | "fullname"
  | "bool"
  | "choice"
  | "choices"
  | "link"
  | "links"
  | "phones"
  | "emails"
  | "sites"
  | "messengers"
  | "addresses"
  | "file"
  | "lines"
  | "record"
  /** What a role gives; edited on its own screen. */
  | "grants"
  | "field_rights"
  /** How a form is arranged; made by its own editor. */
  | "layout"
  /** Only asked for by commands, never read. */
  | "password";

export type Operator =
  | "="
  | "!="
  | "<"
  | "<="
  | ">"
  | ">="
  | "contains"
  | "starts"
  | "in"
  | "has"
  | "hasnot"
  | "empty"
  | "filled";

export interface Option {
  value: string;
  label: string;
  color: Tone | null;
  /** Kept where it is set, no longer offered. */
  retired?: boolean;
  /** Offered only where the deciding field has this value. */
  under?: string;
}

export interface Field {
  name: string;
  label: string;
  kind: Kind;
  help: string;
  required: boolean;
  read_only: boolean;
  sort: boolean;
  filter: boolean;
  group: boolean;
  inline: boolean;
  runtime: boolean;
  operators: Operator[];
  options: Option[] | null;
  target: string | null;
  /** Which records of the target it takes. */
  among?: Filter | null;
  max_length: number | null;
  default: unknown;
  lines: Field[] | null;
  /** Limits of a value, as text. */
  low?: string | null;
  high?: string | null;
  /** The record of a field made in the browser, for who may see it. */
  shaped_by?: string | null;
  /** The record of what the firm set about a field that comes with the program. */
  set_by?: string | null;
  /** Its choices may be the firm's own. */
  open?: boolean;
  /** Its value follows from others: a formula, a sum over records, a number of a series. */
  computed?: boolean;
  /** The choice field that decides which choices are offered here. */
  depends?: string;
}

/** What the firm has said about a field at its place in a form. */
export interface PlaceSettings {
  width?: 1 | 2 | 3;
  /** The field is shown only while the record's values meet this. */
  when?: Filter;
  help?: string;
}

export interface FormSection {
  id: string;
  title: string;
  fields: string[];
  collapsed: boolean;
  tab: string;
  /** At most so many side by side. */
  columns: 1 | 2 | 3;
  /** By field name, only where something differs from the usual. */
  settings: Record<string, PlaceSettings>;
}

export interface CommandMeta {
  name: string;
  label: string;
  icon: string;
  on: "record" | "selection";
  needs: string;
  input: Field[];
  when: Filter | null;
  tone: string;
  confirm: boolean;
  /** The form of a new record asks its input too. */
  first?: boolean;
}

export interface BoardMeta {
  by: string;
  sum: string | null;
  columns_of: string | null;
  funnel: string | null;
}

export interface ObjectMeta {
  name: string;
  module: string;
  one: string;
  many: string;
  title: string;
  icon: string;
  title_field: string;
  runtime: boolean;
  rights: Record<string, Depth>;
  fields: Field[];
  columns: string[];
  form: FormSection[];
  /** Empty where the form has no tabs. */
  tabs: { id: string; title: string }[];
  quick: string[];
  /** Fields of the caller's card. */
  caller: string[];
  related: { object: string; field: string; title: string }[];
  board: BoardMeta | null;
  commands: CommandMeta[];
  features: string[];
}

export interface MenuItemMeta {
  id: string;
  title: string;
  icon: string;
  group: string;
  object: string | null;
  view: string | null;
  order: number;
}

export interface Meta {
  version: string;
  language: Language;
  firm: { name: string; country: string; currency: string; timezone: string };
  currencies: Record<string, { digits: number; sign: string }>;
  user: {
    id: string;
    login: string;
    name: string;
    initials: string;
    unit: { id: string; title: string } | null;
    administrator: boolean;
    /** Ids of his roles, those of his teams included. */
    roles: string[];
    home: string;
  };
  modules: string[];
  menu: MenuItemMeta[];
  groups: { id: string; title: string }[];
  objects: Record<string, ObjectMeta>;
}

export interface Money {
  amount: string;
  currency: string;
}

export interface LinkValue {
  id: string;
  title: string;
  color?: Tone | null;
}

/** One of several values: a phone, a mail address, a site, a messenger, a postal address. */
export interface ContactValue {
  kind: string;
  value: string;
  show?: string;
}

export interface FileValue {
  id: string;
  name: string;
  type: string;
  size: number;
  url: string;
  thumb: string | null;
}

export interface RecordLink {
  object: string;
  id: string;
  title: string;
}

/** A record: the fixed members and, under their names, the fields of its object. */
export interface Rec {
  id: string;
  version: number;
  created_at: string;
  changed_at: string;
  deleted: boolean;
  can?: Record<string, boolean>;
  commands?: string[];
  with?: Record<string, unknown>;
  [field: string]: unknown;
}

export type Condition = [field: string, op: Operator, value?: unknown];
export type Filter = Condition | ["and" | "or", ...Filter[]] | ["not", Filter];

export interface ListQuestion {
  filter?: Filter | null;
  sort?: string;
  fields?: string[];
  search?: string;
  limit?: number;
  after?: string;
  count?: "exact" | "capped" | "none";
  deleted?: boolean;
}

export interface ListAnswer {
  items: Rec[];
  next: string | null;
  count: { value: number; exact: boolean } | null;
}

export interface CommandAnswer {
  record: Rec;
  change: string;
  message: string | null;
  /** Does the rest; its change is named already. */
  job?: string;
  /** A record of another object that it made. */
  made?: { object: string; id: string };
}

/** What became of many records; `change` is null when nothing was done, `failed` may be cut. */
export interface BulkOutcome {
  change: string | null;
  done: number;
  /** Records that were so already. */
  unchanged?: number;
  failed: { id: string; detail: string }[];
  failed_count?: number;
}

export type BulkAnswer = BulkOutcome | { job: string };

export interface SavedView {
  id: string;
  object: string;
  title: string;
  shared: "me" | "unit" | "all";
  state: Record<string, unknown>;
  mine: boolean;
}

export interface SearchHit {
  object: string;
  id: string;
  title: string;
  note: string;
  icon: string;
}

export interface Job {
  id: string;
  kind: string;
  title: string;
  state: "waiting" | "running" | "done" | "failed" | "cancelled";
  done: number;
  total: number;
  result: Record<string, unknown> | null;
  error: string | null;
}
