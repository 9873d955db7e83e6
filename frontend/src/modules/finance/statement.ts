import { ask } from "@/api/client";
import { createRecord } from "@/api/records";
import type { Rec } from "@/api/types";
import { uploadFile } from "@/api/upload";

export const STATEMENT = "finance.statement";

/** A booking of a statement; payment: what became of it, where the asker may see payments. */
export interface Booking {
  line: number;
  day: string;
  amount: { amount: string; currency: string };
  party: string;
  party_account: string;
  purpose: string;
  number: string;
  state: "new" | "known" | "booked";
  payment: string | null;
}

/** Statements out of files of a bank; the first that cannot be read is refused with the reason. */
export async function takeStatements(files: File[]): Promise<Rec[]> {
  const made: Rec[] = [];
  for (const file of files) {
    const stored = await uploadFile(file);
    made.push(await createRecord(STATEMENT, { file: stored.id }, crypto.randomUUID()));
  }
  return made;
}

/** Some bookings of a statement, in the order of its file. */
export function bookingsOf(id: string, offset: number, signal: AbortSignal) {
  return ask<{ count: number; items: Booking[] }>(`/records/${STATEMENT}/${id}/bookings`, {
    query: { offset: String(offset) },
    signal,
  });
}
