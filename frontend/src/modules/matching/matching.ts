import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask, askRaw } from "@/api/client";
import { queries } from "@/api/queries";
import { undo } from "@/api/records";
import { toast } from "@/kit/toasts";
import { tellRefusal } from "@/platform/save/tell-refusal";

export const PAYMENT = "finance.payment";
export const INVOICE = "billing.invoice";
export const CATEGORY = "finance.category";
const PATH = "/finance/matching";
const KEY = ["records", PAYMENT, "matching"];

export interface Money {
  amount: string;
  currency: string;
}

export interface Part {
  invoice: string;
  number: string;
  client: string;
  day: string | null;
  open: Money;
  amount: Money;
  kind: "pay" | "discount";
}

export interface Proposal {
  parts: Part[];
  score: number;
  reasons: string[];
}

export interface Waiting {
  id: string;
  date: string;
  rest: Money;
  party: string;
  purpose: string;
  /** Why none of the proposals is certain. */
  doubts: string[];
  proposals: Proposal[];
}

interface Found {
  items: Waiting[];
  count: number;
}

/** What somebody decides: a proposal, or a category for what pays no invoice. */
export interface Decision {
  payment: Waiting;
  proposal?: Proposal | undefined;
  category?: string | undefined;
  remember: boolean;
}

/** Payments behind the one named, or the first ones. */
export function useWaiting(after: string) {
  return useQuery({
    queryKey: [...KEY, after],
    queryFn: ({ signal }) => ask<Found>(PATH, { query: { after }, signal }),
  });
}

async function decide({ payment, proposal, category, remember }: Decision): Promise<string> {
  const parts = (proposal?.parts ?? []).map(({ invoice, amount, kind }) => ({
    invoice,
    amount: amount.amount,
    kind,
  }));
  const body = { rest: payment.rest, parts, category: category || null, remember };
  const answer = await askRaw(`${PATH}/${payment.id}`, { method: "POST", body });
  return answer.headers.get("X-Change") ?? "";
}

/** Deciding: what is decided leaves the list, and the toast takes it back. */
export function useDecide(onDone: (payment: Waiting) => void) {
  const { t } = useTranslation();
  const renew = () => queries.invalidateQueries({ queryKey: ["records"] });
  return useMutation({
    mutationFn: decide,
    onSuccess: (change, { payment }) => {
      onDone(payment);
      toast(t("matching.done", { party: payment.party || t("matching.nobody") }), {
        undo: change ? () => undo(change) : undefined,
      });
      return renew();
    },
    onError: (error) => {
      tellRefusal(error);
      return renew();
    },
  });
}

/** Orders that all that is certain is booked in the background. */
export function useRun() {
  return useMutation({
    mutationFn: () => ask<{ job: string }>(PATH, { method: "POST", body: {} }),
    onError: tellRefusal,
  });
}
