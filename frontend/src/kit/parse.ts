/** What people type, read into the plain forms of the API. Null: not understood. */

const SPACES = /[\s\u00A0\u202F']/g;

/**
 * Decimal text of a typed number: "1 284,50", "1.284,50" and "1,284.50" are all "1284.50".
 * The last separator is the decimal one unless it is repeated or, as the only separator of its
 * kind, groups by three in a language that groups with it.
 */
export function parseNumber(typed: string, language: "ru" | "de" | "en"): string | null {
  const text = typed.replace(SPACES, "").replace(/[−–]/, "-");
  if (!/^-?[\d.,]*\d[\d.,]*$/.test(text)) return null;
  const last = Math.max(text.lastIndexOf("."), text.lastIndexOf(","));
  if (last < 0) return text;
  const mark = text.charAt(last);
  const both = text.includes(".") && text.includes(",");
  const repeated = text.indexOf(mark) !== last;
  const grouping = { ru: "", de: ".", en: "," }[language];
  const grouped = !both && mark === grouping && /^-?\d{1,3}[.,]\d{3}$/.test(text);
  const decimal = !repeated && !grouped;
  const integer = decimal ? text.slice(0, last) : text;
  const digits = integer.replace(/[.,]/g, "") || "0";
  const fraction = decimal ? text.slice(last + 1) : "";
  return `${digits === "-" ? "-0" : digits}${fraction ? `.${fraction}` : ""}`;
}

const pad = (value: number) => String(value).padStart(2, "0");

function isoOf(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const same = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return same ? `${year}-${pad(month)}-${pad(day)}` : null;
}

/** A day so many days after another; both "YYYY-MM-DD". */
export function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** Words for days near today in the three languages. */
const WORDS: Record<string, number> = {
  today: 0,
  heute: 0,
  сегодня: 0,
  tomorrow: 1,
  morgen: 1,
  завтра: 1,
  yesterday: -1,
  gestern: -1,
  вчера: -1,
};

/** "20.11.2026", "20.11", "20/11/26", "2026-11-20", "+3", "завтра" as "YYYY-MM-DD". */
export function parseDay(typed: string, today: string): string | null {
  const text = typed.trim().toLowerCase();
  if (text in WORDS) return addDays(today, WORDS[text] ?? 0);
  if (/^[+-]\d{1,4}$/.test(text)) return addDays(today, Number(text));
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (iso) return isoOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const local = /^(\d{1,2})[./\s-](\d{1,2})(?:[./\s-](\d{2}|\d{4}))?\.?$/.exec(text);
  if (!local) return null;
  const typedYear = local[3] ? Number(local[3]) : Number(today.slice(0, 4));
  const year = typedYear < 100 ? 2000 + typedYear : typedYear;
  return isoOf(year, Number(local[2]), Number(local[1]));
}
/** "9", "930", "9:30", "9.30" as "09:30". */
export function parseTime(typed: string): string | null {
  const match = /^(\d{1,2})(?:[:.\s]?(\d{2}))?$/.exec(typed.trim());
  if (!match) return null;
  const hours = Number(match[1]);
  const minutes = Number(match[2] ?? 0);
  return hours < 24 && minutes < 60 ? `${pad(hours)}:${pad(minutes)}` : null;
}

/** The moment (RFC 3339, UTC) that a wall clock in a zone shows. */
export function zonedMoment(day: string, time: string, timezone: string): string {
  const wanted = Date.parse(`${day}T${time}:00Z`);
  const clock = new Intl.DateTimeFormat("sv-SE", {
    timeZone: timezone,
    dateStyle: "short",
    timeStyle: "medium",
  });
  const offsetAt = (at: number) =>
    Date.parse(`${clock.format(new Date(at)).replace(" ", "T")}Z`) - at;
  const guess = wanted - offsetAt(wanted);
  return new Date(wanted - offsetAt(guess)).toISOString().replace(".000Z", "Z");
}
