import type { FormatSettings } from "./format";

type Language = FormatSettings["language"];

const WORDS: Record<Language, [string, string, string]> = {
  ru: ["ч", "мин", "с"],
  de: ["Std.", "Min.", "Sek."],
  en: ["h", "min", "s"],
};
const SIZES: [RegExp, number][] = [
  [/^(std|stunde|h|ч)/, 3600],
  [/^(s|с)/, 1],
  [/^(m|м)/, 60],
  [/^(d|t|д)/, 86_400],
];

/** Seconds in words: 1 h 30 min; hours are not counted up to days. */
export function durationWords(seconds: number, language: Language): string {
  const rest = Math.abs(seconds);
  const [hour, minute, second] = WORDS[language];
  const parts = [
    [Math.floor(rest / 3600), hour],
    [Math.floor((rest % 3600) / 60), minute],
    [rest % 60, second],
  ].filter(([count]) => count);
  const words = parts.map(([count, word]) => `${count}\u00a0${word}`).join("\u00a0");
  return (seconds < 0 ? "−" : "") + (words || `0\u00a0${minute}`);
}

/** As it is typed: 1:30, or 1:30:15. */
export function durationTyped(seconds: number): string {
  const rest = Math.abs(seconds);
  const two = (value: number) => String(value).padStart(2, "0");
  const tail = rest % 60 ? `:${two(rest % 60)}` : "";
  return `${seconds < 0 ? "-" : ""}${Math.floor(rest / 3600)}:${two(Math.floor((rest % 3600) / 60))}${tail}`;
}

/** Seconds of "1:30", "90 min", "1,5 h"; a bare number means hours; null when it means nothing. */
export function parseDuration(typed: string): number | null {
  const text = typed.trim().toLowerCase();
  const clock = /^(-?)(\d{1,7}):([0-5]?\d)(?::([0-5]?\d))?$/.exec(text);
  if (clock) {
    const value = Number(clock[2]) * 3600 + Number(clock[3]) * 60 + Number(clock[4] ?? 0);
    return clock[1] ? -value : value;
  }
  if (/^-?\d+([.,]\d+)?$/.test(text)) return Math.round(Number(text.replace(",", ".")) * 3600);
  let total = 0;
  const rest = text.replace(/(\d+(?:[.,]\d+)?)\s*(\p{L}+)\.?\s*/gu, (whole, count, word) => {
    const size = SIZES.find(([pattern]) => pattern.test(word))?.[1];
    if (size === undefined) return whole;
    total += Number(count.replace(",", ".")) * size;
    return "";
  });
  return text && rest === "" ? Math.round(total) : null;
}
