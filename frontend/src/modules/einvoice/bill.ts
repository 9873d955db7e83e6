import { askRaw } from "@/api/client";
import { createRecord } from "@/api/records";
import type { Rec } from "@/api/types";
import { uploadFile } from "@/api/upload";

export const BILL = "einvoice.bill";

/** A bill out of a supplier's file; refused with the reason where it cannot be read. */
export async function takeBill(file: File): Promise<Rec> {
  const stored = await uploadFile(file);
  return createRecord(BILL, { file: stored.id }, crypto.randomUUID());
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
