import type { ModuleFront } from "@/platform/extensions";
import DayScreen from "./DayScreen";
import { TASK } from "./task";

export const tasks: ModuleFront = {
  name: "tasks",
  letters: { [TASK]: "t" },
  home: DayScreen,
  overlay: () => import("./Reminders"),
  composers: [
    {
      id: "task",
      icon: "task",
      label: (t) => t("task.one"),
      shortcut: "t",
      creates: TASK,
      load: () => import("./TaskForm"),
    },
  ],
  quickViews: {
    [TASK]: [
      {
        id: "mine",
        label: (t) => t("quick.mine"),
        filter: ["and", ["owner", "=", "me"], ["done", "=", false]],
      },
      {
        id: "late",
        label: (t) => t("quick.late"),
        filter: ["and", ["done", "=", false], ["due_at", "<", "now"]],
      },
    ],
  },
};
