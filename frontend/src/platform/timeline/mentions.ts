import type { LinkValue } from "@/api/types";

export type Mention = Pick<LinkValue, "id" | "title">;

/** The unfinished "@name" before the caret, if somebody is typing one. */
export function mentionAt(text: string, caret: number): { from: number; typed: string } | null {
  const before = text.slice(0, caret);
  const found = /(^|[\s(])@([\p{L}\p{N}._-]*(?: [\p{L}\p{N}._-]*)?)$/u.exec(before);
  if (!found) return null;
  const typed = found[2] ?? "";
  return { from: caret - typed.length - 1, typed };
}

/** The text with the unfinished mention replaced by a name, and where the caret goes. */
export function withMention(
  text: string,
  caret: number,
  from: number,
  name: string,
): { text: string; caret: number } {
  const put = `@${name} `;
  return {
    text: text.slice(0, from) + put + text.slice(caret).trimStart(),
    caret: from + put.length,
  };
}

/** Those whose name still stands in the text. */
export function mentionedIn(text: string, mentions: Mention[]): Mention[] {
  const seen = new Set<string>();
  return mentions.filter((one) => {
    const kept = text.includes(`@${one.title}`) && !seen.has(one.id);
    seen.add(one.id);
    return kept;
  });
}

/** The text cut at its mentions: plain pieces and names. */
export function piecesOf(text: string, mentions: Mention[]): { text: string; name: boolean }[] {
  const names = mentionedIn(text, mentions).map((one) => `@${one.title}`);
  if (names.length === 0) return [{ text, name: false }];
  const escaped = names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const parts = text.split(new RegExp(`(${escaped.join("|")})`));
  return parts.filter(Boolean).map((part) => ({ text: part, name: names.includes(part) }));
}
