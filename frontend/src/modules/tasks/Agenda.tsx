import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/app/format";
import { Link } from "@/app/Link";
import { recordHref } from "@/platform/addresses";
import { capital } from "@/platform/timeline/capital";
import { agendaOf } from "./agenda-times";
import { type Day, TASK } from "./task";

const MINUTE = 60_000;

/** Minutes since midnight in the firm's zone; moves on by itself. */
function useNow(): number {
  const format = useFormat();
  const read = () => minutesOf(format.time(new Date().toISOString()));
  const [now, setNow] = useState(read);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the clock is read anew each minute
  useEffect(() => {
    const timer = setInterval(() => setNow(read()), MINUTE);
    return () => clearInterval(timer);
  }, []);
  return now;
}

function minutesOf(time: string): number {
  const [hours = "0", minutes = "0"] = time.split(":");
  return Number(hours) * 60 + Number(minutes);
}

const tones: Record<string, string> = { meeting: "p", visit: "w", call: "" };

/** The running day hour by hour, with the tasks that have a time. */
export function Agenda({ day }: { day: Day }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const tasks = [...day.overdue, ...day.today].filter(
    (task) => task.due_at && format.daysUntil(format.dayOf(task.due_at)) === 0,
  );
  const timed = tasks.map((task) => ({
    task,
    at: minutesOf(format.time(task.due_at ?? "")),
  }));
  const { from, until, hour, blocks, mark } = agendaOf(timed, now);
  const hours = Array.from({ length: until - from + 1 }, (_, index) => from + index);
  return (
    <section aria-label={t("myday.agenda")}>
      <h2 className="gh">{capital(format.longDay(format.today()))}</h2>
      <div className="agenda">
        {hours.map((one) => (
          <div key={one} className="h" style={{ height: hour }}>
            <span>{`${String(one).padStart(2, "0")}:00`}</span>
          </div>
        ))}
        {blocks.map(({ task, top, height }) => (
          <Link
            key={task.id}
            className={`ag ${tones[task.kind ?? ""] ?? "g"}`}
            style={{ top, height }}
            href={recordHref(TASK, task.id)}
          >
            <b>{task.name}</b> {format.time(task.due_at ?? "")}
            {task.about && <span className="agw ell">{task.about.title}</span>}
          </Link>
        ))}
        {mark !== null && (
          <div
            className="nowl"
            style={{ top: mark }}
            data-t={format.time(new Date().toISOString())}
            aria-hidden="true"
          />
        )}
      </div>
    </section>
  );
}
