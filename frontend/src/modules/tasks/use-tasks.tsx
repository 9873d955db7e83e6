import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask as call } from "@/api/client";
import { useObject } from "@/api/meta";
import { bulk, runCommand } from "@/api/records";
import { useFormat } from "@/app/format";
import { toast } from "@/kit/toasts";
import { useAlone } from "@/kit/use-alone";
import { useAsking } from "@/platform/board/asking";
import { tellRefusal } from "@/platform/save/tell-refusal";
import { useTakeBack } from "@/platform/save/use-take-back";
import { writableFields } from "@/platform/values";
import { type Day, type Delay, delayed, TASK, type Task } from "./task";

/** The asker's tasks by part of the day. */
export function useDay() {
  return useQuery({
    queryKey: ["records", TASK, "day"],
    queryFn: ({ signal }) => call<Day>("/tasks/day", { signal }),
    refetchInterval: 300_000,
  });
}

/** What can be done with a task, each with a way back. */
export function useTaskActs() {
  const { t } = useTranslation();
  const format = useFormat();
  const object = useObject(TASK);
  const { ask, window } = useAsking();
  const takeBack = useTakeBack();
  const alone = useAlone();
  const run = async (task: Task, command: string, input: Record<string, unknown>, text: string) => {
    try {
      const { change, message } = await runCommand(TASK, task, command, input);
      toast(message ? `${text}. ${message}` : text, { undo: takeBack(change) });
    } catch (error) {
      tellRefusal(error);
    }
  };
  const input = (command: string) =>
    object?.commands.find((one) => one.name === command)?.input ?? [];
  const complete = async (task: Task) => {
    const fields = input("complete");
    const answer = await ask({
      title: t("task.complete", { title: task.name }),
      fields,
      values: { result: task.result, next_kind: task.kind },
      confirm: t("task.done"),
    });
    if (!answer) return;
    const given = Object.entries(answer).filter(([, value]) => value !== null && value !== "");
    const values = Object.fromEntries(given);
    if (!values.next_name) delete values.next_kind;
    await run(task, "complete", values, t("task.completed", { title: task.name }));
  };
  const words = (due: string) => format.shortMoment(due);
  const delayTo = (task: Task, due: string) =>
    run(
      task,
      "postpone",
      { due_at: due },
      t("task.postponed", { title: task.name, when: words(due) }),
    );
  const clock = () => ({
    at: new Date(),
    today: format.today(),
    timezone: format.timezone,
    timeOf: format.time,
  });
  const choose = async (task: Task) => {
    const fields = input("postpone");
    const answer = await ask({
      title: t("task.postpone"),
      fields,
      values: { due_at: task.due_at },
      confirm: t("task.postpone"),
    });
    if (answer?.due_at) await delayTo(task, String(writableFields(fields, answer).due_at));
  };
  const bringForward = async (tasks: Task[]) => {
    try {
      const due = delayed(null, "today", clock());
      const done = await bulk(
        TASK,
        { ids: tasks.map((task) => task.id) },
        { set: { due_at: due } },
      );
      if ("change" in done && done.change)
        toast(t("task.brought", { count: done.done }), { undo: takeBack(done.change) });
    } catch (error) {
      tellRefusal(error);
    }
  };
  return {
    complete: (task: Task) => void alone(() => complete(task)),
    reopen: (task: Task) =>
      void alone(() => run(task, "reopen", {}, t("task.reopened", { title: task.name }))),
    delay: (task: Task, delay: Delay) =>
      void alone(() => delayTo(task, delayed(task.due_at, delay, clock()))),
    choose: (task: Task) => void alone(() => choose(task)),
    bringForward: (tasks: Task[]) => void alone(() => bringForward(tasks)),
    window,
  };
}

export type TaskActs = ReturnType<typeof useTaskActs>;
