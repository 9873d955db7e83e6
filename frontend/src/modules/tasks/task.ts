import type { LinkValue, Rec, RecordLink } from "@/api/types";
import { addDays, zonedMoment } from "@/kit/parse";

export const TASK = "tasks.task";

/** A task as records are read. */
export interface Task extends Rec {
  name: string;
  kind: string | null;
  priority: string | null;
  about: RecordLink | null;
  due_at: string | null;
  remind_at: string | null;
  done: boolean;
  done_at: string | null;
  result: string | null;
  owner: LinkValue | null;
}

export interface Day {
  overdue: Task[];
  today: Task[];
  later: Task[];
  done: Task[];
}

/** Tasks of one coming day; `day` is empty for those without a date. */
export interface DayGroup {
  day: string;
  tasks: Task[];
}

/** Coming tasks by day in the firm's zone; those without a date last. */
export function byDay(tasks: Task[], dayOf: (moment: string) => string): DayGroup[] {
  const groups = new Map<string, Task[]>();
  for (const task of tasks) {
    const day = task.due_at ? dayOf(task.due_at) : "";
    groups.set(day, [...(groups.get(day) ?? []), task]);
  }
  return [...groups]
    .map(([day, ofDay]) => ({ day, tasks: ofDay }))
    .sort((one, other) => (one.day || "9999").localeCompare(other.day || "9999"));
}

export type Delay = "hour" | "tomorrow" | "week" | "today";

/** End of a working day, to which overdue tasks are brought forward. */
const EVENING = "18:00";
const HOUR = 3_600_000;

/** When a task is due after it was put off; it keeps its time of day when it moves by days. */
export function delayed(
  due: string | null,
  delay: Delay,
  now: { at: Date; today: string; timezone: string; timeOf: (moment: string) => string },
): string {
  const time = due ? now.timeOf(due) : "09:00";
  if (delay === "hour") {
    const from = Math.max(now.at.getTime(), due ? Date.parse(due) : 0);
    return new Date(from + HOUR).toISOString();
  }
  if (delay === "today") {
    const evening = zonedMoment(now.today, EVENING, now.timezone);
    return Date.parse(evening) > now.at.getTime()
      ? evening
      : new Date(now.at.getTime() + HOUR).toISOString();
  }
  return zonedMoment(addDays(now.today, delay === "week" ? 7 : 1), time, now.timezone);
}
