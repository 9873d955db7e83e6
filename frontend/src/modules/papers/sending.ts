import { ask } from "@/api/client";
import { invalidateObject, undo } from "@/api/records";

export const LETTER = "mail.letter";

interface Address {
  name: string;
  address: string;
}

/** The letter as it would be. */
export interface Proposal {
  from: Address | null;
  to: Address[];
  subject: string;
  text: string;
  language: "ru" | "de" | "en";
  file: string;
  /** Whether it leads to the client's page; null where it cannot. */
  link: boolean | null;
  sent: { id: string; to: string; state: string; at: string }[];
}

export interface Wanted {
  to: string[];
  subject: string;
  text: string;
  language: string;
  link: boolean;
  again?: boolean;
}

interface Sent {
  letters: { id: string; to: string }[];
  until: string;
  change: string | null;
}

const path = (object: string, id: string) => `/records/${object}/${id}/letter`;

export const propose = (
  object: string,
  id: string,
  language: string,
  link: boolean | null,
  signal?: AbortSignal,
): Promise<Proposal> =>
  ask(path(object, id), { query: { language, ...(link === null ? {} : { link }) }, signal });

export async function sendLetter(
  object: string,
  id: string,
  letter: Wanted,
  once: string,
): Promise<Sent> {
  const sent = await ask<Sent>(path(object, id), { method: "POST", body: letter, once });
  await Promise.all([invalidateObject(object, id), invalidateObject(LETTER)]);
  return sent;
}

/** Out of the queue again, and the offer what it was; refused once a server has a letter. */
export async function takeBack(
  object: string,
  id: string,
  { letters, change }: Sent,
): Promise<void> {
  for (const letter of letters)
    await ask(`/records/${LETTER}/${letter.id}/withdraw`, { method: "POST", body: {} });
  if (change) await undo(change);
  await Promise.all([invalidateObject(object, id), invalidateObject(LETTER)]);
}

let wanted = "";

/** Notes that the window is to open on an offer whose screen is only coming: it was just made. */
export function openSoon(id: string): void {
  wanted = id;
}

export function isWanted(id: string | null): boolean {
  if (!id || id !== wanted) return false;
  wanted = "";
  return true;
}
