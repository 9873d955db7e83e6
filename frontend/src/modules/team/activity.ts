import { useNavigate, useSearch } from "@tanstack/react-router";
import { useFormat } from "@/app/format";

export interface Counted {
  object: string;
  object_title: string;
  icon: string;
  count: number;
}

export interface Report {
  user: { id: string; title: string };
  acts: (Counted & { verb: string; verb_title: string })[];
  opened: Counted[];
  days: { day: string; count: number }[];
  hours: number[][];
}

export interface PersonActivity {
  user: { id: string; title: string };
  acts: number;
  opened: number;
  days: number;
  last: string;
}

export interface Question {
  since: string;
  until: string;
  /** The user asked about; empty: oneself. */
  user: string;
  everybody: boolean;
}

/** Ready lengths of a period, in days up to today. */
export const SPANS = [7, 30, 90] as const;

export function daysBack(today: string, days: number): string {
  const day = new Date(`${today}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - days + 1);
  return day.toISOString().slice(0, 10);
}

/** What is asked stands in the address, so that it can be shared and kept. */
export function useQuestion(): [Question, (change: Record<string, string>) => void] {
  const search = useSearch({ strict: false }) as Record<string, string>;
  const navigate = useNavigate();
  const today = useFormat().today();
  const question = {
    since: search.since ?? daysBack(today, SPANS[0]),
    until: search.until ?? today,
    user: search.user ?? "",
    everybody: search.who === "everybody",
  };
  const change = (more: Record<string, string>) => {
    const next = Object.entries({ ...search, ...more }).filter(([, value]) => value);
    void navigate({ to: "/activity", search: Object.fromEntries(next) as never, replace: true });
  };
  return [question, change];
}

/** Two-letter names of the days, Monday first. */
export function weekdays(locale: string): string[] {
  const name = new Intl.DateTimeFormat(locale, { weekday: "short", timeZone: "UTC" });
  // 1 January 2024 was a Monday
  return Array.from({ length: 7 }, (_one, day) => name.format(Date.UTC(2024, 0, day + 1)));
}
