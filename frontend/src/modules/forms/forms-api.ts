import { useQuery } from "@tanstack/react-query";
import { ask } from "@/api/client";
import type { FileValue } from "@/api/types";

export const TEMPLATE = "forms.template";

export interface Place {
  insert: string;
  label: string;
}

export interface Group {
  name: string;
  label: string;
  /** The loop that goes around placeholders of lines. */
  repeat: string | null;
  places: Place[];
}

/** The templates that suit a record; pdf: whether this server makes PDF of them. */
export interface Offered {
  templates: { id: string; name: string; language: string }[];
  pdf: boolean;
}

export interface Made {
  file: FileValue | null;
  name: string;
  /** Placeholders that the role of the asker does not know. */
  closed: string[];
  /** Placeholders that say nothing in this record. */
  empty: string[];
}

export type Format = "docx" | "pdf";

export function usePlaces(object: string) {
  return useQuery({
    queryKey: ["forms", "places", object],
    queryFn: async ({ signal }) =>
      (await ask<{ groups: Group[] }>("/forms/places", { query: { object }, signal })).groups,
    enabled: object !== "",
  });
}

export function useOffered(object: string, record: string) {
  return useQuery({
    queryKey: ["forms", "offered", object, record],
    queryFn: ({ signal }) => ask<Offered>("/forms/offered", { query: { object, record }, signal }),
  });
}

interface Wanted {
  object: string;
  record: string;
  template: string;
  format?: Format;
  keep: boolean;
}

export const make = (wanted: Wanted) => ask<Made>("/forms/make", { method: "POST", body: wanted });

/** What would be missing in a document, before it is made. */
export function useMissing(object: string, record: string, template: string) {
  return useQuery({
    queryKey: ["forms", "missing", object, record, template],
    queryFn: () => make({ object, record, template, keep: false }),
    enabled: template !== "",
    gcTime: 10_000,
    retry: false,
  });
}

interface Address {
  name: string;
  address: string;
}

/** The letter with which a document would go; from is null where there is no account. */
export interface FormLetter {
  from: Address | null;
  to: Address[];
  subject: string;
  text: string;
  language: string;
}

export function useLetter(object: string, record: string, template: string) {
  return useQuery({
    queryKey: ["forms", "letter", object, record, template],
    queryFn: ({ signal }) =>
      ask<FormLetter>("/forms/letter", { query: { object, record, template }, signal }),
    enabled: template !== "",
    // what was typed must not be lost to a renewed proposal
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

interface Ordered {
  object: string;
  record: string;
  template: string;
  format: Format;
  to?: string[];
  subject?: string;
  text?: string;
  again?: boolean;
}

/** Orders a document, and its letter where there are receivers; the id of the job. */
export const orderDocument = async (wanted: Ordered, once: string) =>
  (await ask<{ job: string }>("/forms/order", { method: "POST", body: wanted, once })).job;
