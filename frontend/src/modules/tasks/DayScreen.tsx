import "@/styles/day.css";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { may, useMeta } from "@/api/meta";
import type { Rec } from "@/api/types";
import { useCommands } from "@/app/commands";
import { Failure } from "@/app/errors";
import { useFormat } from "@/app/format";
import { useRider } from "@/app/riders";
import { Button } from "@/kit/Button";
import { EmptyState, Late } from "@/kit/states";
import { toast } from "@/kit/toasts";
import { titleOf } from "@/platform/values/RecordPicker";
import { Agenda } from "./Agenda";
import { DayTasks } from "./DayTasks";
import { TASK } from "./task";
import { useDay } from "./use-tasks";
import { Watch } from "./Watch";

const NewDialog = lazy(() => import("@/platform/form/NewDialog"));

function NewTask() {
  const { t } = useTranslation();
  const { objects } = useMeta();
  const [open, setOpen] = useState(false);
  const task = objects[TASK];
  useCommands([
    {
      id: "day.task",
      label: t("form.new", { one: task?.one ?? "" }),
      icon: "plus",
      shortcut: "t",
      when: () => may(task, "create"),
      run: () => setOpen(true),
    },
  ]);
  if (!task || !may(task, "create")) return null;
  return (
    <>
      <Button tone="primary" icon="plus" shortcut="T" onClick={() => setOpen(true)}>
        {t("task.one")}
      </Button>
      {open && (
        <Suspense>
          <NewDialog
            object={task}
            onClose={() => setOpen(false)}
            onCreated={(made: Rec) => {
              setOpen(false);
              toast(t("task.made", { title: titleOf(task, made) }));
            }}
          />
        </Suspense>
      )}
    </>
  );
}

function Day() {
  const { t } = useTranslation();
  const format = useFormat();
  const day = useDay();
  useRider({ key: "/", href: "/", title: t("myday.title"), icon: "day" });
  return (
    <>
      <div className="head dhead">
        <h1>{t("myday.title")}</h1>
        <span className="cnt">{format.longDay(format.today())}</span>
        <span className="sp" />
        <NewTask />
      </div>
      {day.error && !day.data && <Failure error={day.error} onRetry={() => void day.refetch()} />}
      {day.isPending && <Late>{t("state.loading")}</Late>}
      {day.data && (
        <div className="day">
          <DayTasks day={day.data} />
          <Agenda day={day.data} />
          <Watch />
        </div>
      )}
    </>
  );
}

/** What is to be done today: the page everybody begins with. */
export default function DayScreen() {
  const { t } = useTranslation();
  const { objects } = useMeta();
  if (!may(objects[TASK], "read")) return <EmptyState title={t("myday.title")} />;
  return <Day />;
}
