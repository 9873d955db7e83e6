import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { fieldOf, useMeta } from "@/api/meta";
import { useFormat } from "@/app/format";
import { Link, useGo } from "@/app/Link";
import { IconButton } from "@/kit/Button";
import { Menu } from "@/kit/Menu";
import { recordHref } from "@/platform/addresses";
import { Value } from "@/platform/values";
import { TASK, type Task } from "./task";
import type { TaskActs } from "./use-tasks";

interface Props {
  task: Task;
  current: boolean;
  late?: boolean;
  acts: TaskActs;
  onFocus: (id: string) => void;
}

const DELAYS = ["hour", "tomorrow", "week"] as const;

function menuOf(t: TFunction, task: Task, acts: TaskActs, open: () => void) {
  return [
    { id: "open", entries: [{ id: "open", label: t("card.open"), icon: "task", run: open }] },
    {
      id: "delay",
      title: t("task.postpone"),
      entries: [
        ...DELAYS.map((delay) => ({
          id: delay,
          label: t(`task.delay_${delay}`),
          run: () => acts.delay(task, delay),
        })),
        {
          id: "choose",
          label: t("task.delay_choose"),
          icon: "calendar",
          run: () => acts.choose(task),
        },
      ],
    },
  ];
}

/** When it is due, as short as the place of the task allows. */
function Due({ task, late }: Pick<Props, "task" | "late">) {
  const { t } = useTranslation();
  const format = useFormat();
  const at = task.done ? task.done_at : task.due_at;
  if (!at) return <div className="mut3 sm">{t("task.no_date")}</div>;
  const today = format.daysUntil(format.dayOf(at)) === 0;
  return (
    <div className={late ? "neg m sm" : "mut sm"}>
      {today ? format.time(at) : format.shortDay(format.dayOf(at))}
    </div>
  );
}

/** A task in the day: done by its circle, put off by the clock. */
export function TaskRow({ task, current, late, acts, onFocus }: Props) {
  const { t } = useTranslation();
  const { objects } = useMeta();
  const go = useGo();
  const object = objects[TASK];
  const kind = object && fieldOf(object, "kind");
  const { about } = task;
  const open = () => go(recordHref(TASK, task.id));
  const shape = ["tk", current ? "cur" : "", task.done ? "done" : ""].filter(Boolean).join(" ");
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the row follows the focus inside it
    <div className={shape} id={`task-${task.id}`} onFocus={() => onFocus(task.id)}>
      <input
        type="checkbox"
        className="rd"
        checked={task.done}
        aria-label={t("task.mark", { title: task.name })}
        onChange={() => (task.done ? acts.reopen(task) : acts.complete(task))}
      />
      {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: Enter and the menu open it too */}
      <div
        className="tkm"
        onClick={(event) => {
          if (!(event.target as Element).closest("a")) open();
        }}
      >
        <div className="tt ell">{task.name}</div>
        <div className="ts ell">
          {about && objects[about.object] && (
            <Link href={recordHref(about.object, about.id)}>{about.title}</Link>
          )}
          {about && task.done && task.result && " · "}
          {task.done && task.result}
        </div>
      </div>
      <div className="row g4">
        {!task.done && (
          <Menu
            label={t("task.postpone")}
            groups={menuOf(t, task, acts, open)}
            placement="bottom end"
          >
            <IconButton small className="tkdelay" icon="clock" label={t("task.postpone")} />
          </Menu>
        )}
        <div className="r">
          <Due task={task} late={late ?? false} />
          {kind && task.kind && !task.done && <Value field={kind} value={task.kind} short />}
        </div>
      </div>
    </div>
  );
}
