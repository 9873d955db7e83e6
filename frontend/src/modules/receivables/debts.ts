import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { ask, queryString } from "@/api/client";
import { useMeta } from "@/api/meta";
import type { ContactValue, LinkValue, Money } from "@/api/types";

export const INVOICE = "billing.invoice";
export const PROMISE = "finance.promise";
export const COMPANY = "people.company";
export const CLIENTS: readonly string[] = [COMPANY, "people.person"];
export const WAYS = ["client", "manager", "firm", "currency"] as const;
export const SPANS = ["coming", "d30", "d60", "d90", "more"] as const;
/** Parts of the address: the part of the page, and what is asked. */
const NAMES = ["part", "day", "by", "firm", "manager", "currency"] as const;

export type Asked = Partial<Record<(typeof NAMES)[number], string>>;

export interface Debtor {
  key: { object: string; id: string; title: string } | null;
  currency: string;
  spans: Money[];
  total: Money;
  late: Money;
  count: number;
  /** The earliest last day of payment, and how many days ago that was. */
  since: string | null;
  days: number;
  phones: ContactValue[];
  last_talk_at: string | null;
  owner: LinkValue | null;
  promise: { id: string; day: string; note: string } | null;
}

export interface Receivables {
  day: string;
  rows: Debtor[];
  count: number;
  sums: { spans: Money[]; total: Money; late: Money; unknown: string[] };
}

export interface OpenInvoice {
  id: string;
  number: string;
  day: string;
  due: string;
  days: number;
  total: Money;
  open: Money;
}

/** What is asked stands in the address, so that it can be shared. */
export function useAsked(): [Asked, (change: Asked) => void] {
  const search = useSearch({ strict: false }) as Record<string, string>;
  const navigate = useNavigate();
  const asked: Asked = {};
  for (const name of NAMES) if (search[name]) asked[name] = search[name];
  const change = (more: Asked) =>
    void navigate({ to: "/receivables", search: { ...asked, ...more } as never, replace: true });
  return [asked, change];
}

/** The question as the server takes it; the part of the page is not its matter. */
export const question = ({ part: _, ...rest }: Asked): Record<string, string> => rest;

/** Keys begin like those of invoices: a payment makes the debts old as well. */
export function useDebts(asked: Asked) {
  const { language } = useMeta();
  const path = asked.part === "calls" ? "/receivables/calls" : "/receivables";
  return useQuery({
    queryKey: ["records", INVOICE, "debts", path, language, question(asked)],
    queryFn: ({ signal }) => ask<Receivables>(path, { query: question(asked), signal }),
    placeholderData: keepPreviousData,
  });
}

/** The same question about one debtor. */
export function aboutOne(asked: Asked, { key, currency }: Debtor): Record<string, string> {
  const by = asked.by ?? "client";
  const more: Record<string, string> = { ...question(asked), currency };
  if (key && by === "client") more.client = `${key.object}:${key.id}`;
  else if (key) more[by] = key.id;
  return more;
}

export function useOpenInvoices(query: Record<string, string>) {
  return useQuery({
    queryKey: ["records", INVOICE, "open", query],
    queryFn: ({ signal }) =>
      ask<{ items: OpenInvoice[] }>("/receivables/invoices", { query, signal }),
  });
}

export const fileHref = (asked: Asked) =>
  `/api/v1/receivables/file?${queryString(question(asked))}`;
