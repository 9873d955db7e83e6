import type { ReactNode } from "react";

const toneClass: Record<string, string> = {
  accent: "a",
  pos: "p",
  warn: "w",
  neg: "n",
  info: "in",
  alt: "v",
};

/** A short coloured word: a choice, a group, a state. Tones are those of meta options. */
export function Tag({ tone, children }: { tone?: string | null | undefined; children: ReactNode }) {
  return <span className={`tag ${toneClass[tone ?? ""] ?? ""}`}>{children}</span>;
}
