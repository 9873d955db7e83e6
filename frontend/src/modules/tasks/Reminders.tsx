import "@/styles/reminders.css";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "@/api/client";
import { may, useObject } from "@/api/meta";
import { queries } from "@/api/queries";
import { tellProblem } from "@/app/errors";
import { useFormat } from "@/app/format";
import { Link } from "@/app/Link";
import { Button, IconButton } from "@/kit/Button";
import { Icon } from "@/kit/Icon";
import { usePhone } from "@/kit/use-phone";
import { recordHref } from "@/platform/addresses";
import { TASK, type Task } from "./task";
import { useTaskActs } from "./use-tasks";

interface Reminder {
  id: string;
  at: string;
  task: Task;
}

const KEY = ["reminders"];
const LOCK = "kartei.reminders";

/** One tab of the browser shows reminders; when it is closed, another takes over. */
function useLeader(): boolean {
  const [leads, setLeads] = useState(false);
  useEffect(() => {
    const stop = new AbortController();
    const held = () => {
      setLeads(true);
      return new Promise<void>((done) => stop.signal.addEventListener("abort", () => done()));
    };
    navigator.locks.request(LOCK, { signal: stop.signal }, held).catch((error: unknown) => {
      if (!stop.signal.aborted) throw error;
    });
    return () => stop.abort();
  }, []);
  return leads;
}

/** A note of the system itself, where nobody looks at the page and the user has allowed it. */
function useSystemNote(reminders: Reminder[]): void {
  const told = useRef(new Set<string>());
  useEffect(() => {
    if (!("Notification" in window) || Notification.permission !== "granted") return;
    for (const { id, task } of reminders) {
      if (told.current.has(id) || !document.hidden) continue;
      told.current.add(id);
      new Notification(task.name, { body: task.about?.title ?? "", tag: id });
    }
  }, [reminders]);
}

const NONE: Reminder[] = [];

async function seen(reminder: Reminder): Promise<void> {
  queries.setQueryData<Reminder[]>(KEY, (old) => old?.filter((one) => one.id !== reminder.id));
  await ask(`/reminders/${reminder.id}/seen`, { method: "POST", body: {} }).catch(tellProblem);
}

function Shown() {
  const { t } = useTranslation();
  const format = useFormat();
  const acts = useTaskActs();
  const due = useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) =>
      (await ask<{ items: Reminder[] }>("/reminders", { signal })).items,
    refetchInterval: 300_000,
  });
  const reminders = due.data ?? NONE;
  const [all, setAll] = useState(false);
  const room = usePhone() ? 1 : 3;
  const hidden = all ? 0 : Math.max(reminders.length - room, 0);
  useSystemNote(reminders);
  const after = (reminder: Reminder, act: () => void) => () => {
    act();
    void seen(reminder);
  };
  return (
    <section className="reminders" aria-label={t("task.reminders")} aria-live="polite">
      {hidden > 0 && (
        <Button className="remmore" icon="bell" onClick={() => setAll(true)}>
          {t("task.more_reminders", { count: hidden })}
        </Button>
      )}
      {reminders.slice(hidden).map((reminder) => {
        const { task } = reminder;
        return (
          <article key={reminder.id} className="reminder">
            <header>
              <Icon name="bell" />
              <b>{t("task.reminder")}</b>
              <span className="mut3 sm">{task.due_at && format.shortMoment(task.due_at)}</span>
              <span className="sp" />
              <IconButton
                small
                icon="close"
                label={t("action.close")}
                onClick={after(reminder, () => undefined)}
              />
            </header>
            <Link
              className="m"
              href={recordHref(TASK, task.id)}
              onClick={after(reminder, () => undefined)}
            >
              {task.name}
            </Link>
            {task.about && (
              <Link className="sm" href={recordHref(task.about.object, task.about.id)}>
                {task.about.title}
              </Link>
            )}
            <div className="row g4">
              <Button
                tone="primary"
                icon="check"
                onClick={after(reminder, () => acts.complete(task))}
              >
                {t("task.done")}
              </Button>
              <Button onClick={after(reminder, () => acts.delay(task, "hour"))}>
                {t("task.delay_hour")}
              </Button>
              <Button onClick={after(reminder, () => acts.delay(task, "tomorrow"))}>
                {t("task.delay_tomorrow")}
              </Button>
            </div>
          </article>
        );
      })}
      {acts.window}
    </section>
  );
}

/** Due reminders stand in a corner, on one tab, until something is done about them. */
export default function Reminders() {
  const task = useObject(TASK);
  const leads = useLeader();
  return leads && may(task, "read") ? <Shown /> : null;
}
