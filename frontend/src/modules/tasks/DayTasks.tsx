import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommands } from "@/app/commands";
import { useFormat } from "@/app/format";
import { useGo } from "@/app/Link";
import { Button } from "@/kit/Button";
import { recordHref } from "@/platform/addresses";
import { capital } from "@/platform/timeline/capital";
import { TaskRow } from "./TaskRow";
import { byDay, type Day, TASK, type Task } from "./task";
import { type TaskActs, useTaskActs } from "./use-tasks";

interface GroupProps {
  title: string;
  late?: boolean;
  note: string;
  tasks: Task[];
  current: string;
  acts: TaskActs;
  onFocus: (id: string) => void;
  children?: ReactNode;
}

function Group({ title, late, note, tasks, children, current, ...rest }: GroupProps) {
  return (
    <>
      <h2 className="gh">
        <span className={late ? "neg" : ""}>{title}</span>
        <span className="n">{note}</span>
        {children}
      </h2>
      {tasks.map((task) => (
        <TaskRow
          key={task.id}
          task={task}
          current={task.id === current}
          late={late ?? false}
          {...rest}
        />
      ))}
    </>
  );
}

/** Keys of the list: J K task, D done, Shift → tomorrow, Enter open. */
function useKeys(
  tasks: Task[],
  current: Task | undefined,
  go: (id: string) => void,
  acts: TaskActs,
) {
  const { t } = useTranslation();
  const open = useGo();
  const at = current ? tasks.indexOf(current) : -1;
  const step = (by: number) => {
    const next = tasks[Math.max(0, Math.min(tasks.length - 1, at + by))];
    if (next) go(next.id);
  };
  const undone = () => current !== undefined && !current.done;
  useCommands([
    {
      id: "day.next",
      label: t("task.next"),
      shortcut: ["j", "arrowdown"],
      hint: t("hint.task"),
      keyOnly: true,
      run: () => step(1),
    },
    {
      id: "day.previous",
      label: t("task.previous"),
      shortcut: ["k", "arrowup"],
      keyOnly: true,
      run: () => step(-1),
    },
    {
      id: "day.done",
      label: t("task.done"),
      icon: "check",
      shortcut: "d",
      hint: t("hint.done"),
      when: undone,
      run: () => current && acts.complete(current),
    },
    {
      id: "day.tomorrow",
      label: t("task.delay_tomorrow"),
      icon: "clock",
      shortcut: "shift+arrowright",
      hint: t("hint.tomorrow"),
      when: undone,
      run: () => current && acts.delay(current, "tomorrow"),
    },
    {
      id: "day.open",
      label: t("card.open"),
      shortcut: "enter",
      keyOnly: true,
      when: () => current !== undefined,
      run: () => current && open(recordHref(TASK, current.id)),
    },
  ]);
}

/** The tasks of the day in their parts. */
export function DayTasks({ day }: { day: Day }) {
  const { t } = useTranslation();
  const format = useFormat();
  const acts = useTaskActs();
  const [id, setId] = useState("");
  const later = byDay(day.later, format.dayOf);
  const order = [...day.overdue, ...day.today, ...day.done, ...later.flatMap((one) => one.tasks)];
  const current = order.find((task) => task.id === id) ?? day.today[0] ?? day.overdue[0];
  const focus = (next: string) => {
    setId(next);
    document.getElementById(`task-${next}`)?.scrollIntoView({ block: "nearest" });
  };
  useKeys(order, current, focus, acts);
  const rest = { acts, current: current?.id ?? "", onFocus: setId };
  const dayTitle = (one: string) => {
    if (!one) return t("task.no_date");
    return format.daysUntil(one) === 1
      ? t("myday.tomorrow", { day: format.longDay(one) })
      : capital(format.longDay(one));
  };
  const done = day.done.length;
  const total = String(day.today.length + done);
  return (
    <section className="dtasks" aria-label={t("myday.tasks")}>
      {day.overdue.length > 0 && (
        <Group
          {...rest}
          late
          title={t("myday.overdue")}
          note={String(day.overdue.length)}
          tasks={day.overdue}
        >
          <span className="sp" />
          <Button tone="quiet" onClick={() => acts.bringForward(day.overdue)}>
            {t("myday.to_today")}
          </Button>
        </Group>
      )}
      <Group
        {...rest}
        title={t("myday.today")}
        note={done > 0 ? t("myday.done_of", { total, done }) : total}
        tasks={[...day.today, ...day.done]}
      />
      {order.length === 0 && <p className="mut3 dempty">{t("myday.nothing")}</p>}
      {later.map((group) => (
        <Group
          key={group.day}
          {...rest}
          title={dayTitle(group.day)}
          note={String(group.tasks.length)}
          tasks={group.tasks}
        />
      ))}
      {acts.window}
    </section>
  );
}
