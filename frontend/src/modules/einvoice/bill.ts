import { ask, askRaw } from "@/api/client";
import { ApiProblem } from "@/api/problem";
import { createRecord } from "@/api/records";
import type { Rec } from "@/api/types";
import { uploadFile } from "@/api/upload";

export const BILL = "einvoice.bill";

/** A bill out of a supplier's file; refused with the reason where it cannot be read. */
export async function takeBill(file: File): Promise<Rec> {
  const stored = await uploadFile(file);
  return createRecord(BILL, { file: stored.id }, crypto.randomUUID());
}

/** What such a file may be: PDF, XML, or the mail that carries one. */
export const FILES = ".pdf,.xml,.eml,application/pdf,application/xml,text/xml,message/rfc822";

/** What a file says of itself, and the rules that it breaks. */
export interface Examined {
  valid: boolean;
  rules: boolean;
  profile: string;
  number: string;
  date: string;
  seller: string;
  total: { amount: string; currency: string };
  findings: { rule: string; text: string; mild: boolean }[];
}

/** Looks at a file without keeping it. */
export function checkFile(file: File): Promise<Examined> {
  const body = new FormData();
  body.append("file", file);
  return ask<Examined>("/einvoice/check", { method: "POST", body });
}

/** The bill that was there before, where a refusal names it. */
export function firstOf(error: unknown): string | null {
  const current = error instanceof ApiProblem ? error.current : null;
  const named = current as { object?: string; id?: string } | null;
  return named?.object === BILL && named.id ? named.id : null;
}

/** Address of one page of the received file, counted from 1. */
export function pageOf(id: string, page: number): string {
  return `/api/v1/records/${BILL}/${id}/page.png?page=${page}`;
}

/** How many pages the received file has. */
export async function countPages(id: string, signal: AbortSignal): Promise<number> {
  const answer = await askRaw(`/records/${BILL}/${id}/page.png`, { signal });
  await answer.blob();
  return Number(answer.headers.get("X-Pages"));
}
