import { ApiProblem } from "@/api/problem";
import type { Field, LinkValue, ObjectMeta, Rec } from "@/api/types";

/** What a paper's client lacks so that it can be issued. */
export interface Lacking {
  /** The client, and how he is called. */
  object: string;
  id: string;
  title: string;
  /** The refusals in words. */
  told: string[];
  paper: Rec;
  /** The command that was refused, and a way to try it again. */
  label: string;
  again: () => Promise<void>;
}

const CLIENTS: Record<string, string> = { company: "people.company", person: "people.person" };
const LACKS = new Set(["billing.no_address", "billing.client_requisites"]);
const REQUISITES = [
  "legal_name",
  "addresses",
  "country",
  "tax_id",
  "reg_code",
  "reg_number",
  "vat_id",
];

/** The client whom a paper is for. */
export function clientOf(paper: Rec): { object: string; id: string; title: string } | null {
  for (const [name, object] of Object.entries(CLIENTS)) {
    const link = paper[name] as LinkValue | null | undefined;
    if (link) return { object, id: link.id, title: link.title };
  }
  return null;
}

/** What the client lacks by a refusal, in words; null where it has other reasons. */
export function lackingOf(error: unknown, paper: Rec): string[] | null {
  if (!(error instanceof ApiProblem) || !clientOf(paper)) return null;
  const told = error.errors.filter(({ code }) => LACKS.has(code)).map(({ detail }) => detail);
  return told.length > 0 ? told : null;
}

/** The fields that are asked for, as far as they may be written. */
export function typedAt(object: ObjectMeta): Field[] {
  return REQUISITES.map((name) => object.fields.find((field) => field.name === name)).filter(
    (field): field is Field => field !== undefined && !field.read_only,
  );
}
