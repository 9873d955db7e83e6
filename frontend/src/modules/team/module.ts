import { may } from "@/api/meta";
import type { ModuleFront } from "@/platform/extensions";
import { UNIT, USER } from "./team-api";

export const team: ModuleFront = {
  name: "access",
  listViews: [
    {
      id: "tree",
      icon: "branch",
      label: (t) => t("team.tree"),
      objects: (object) => object.name === UNIT,
      load: () => import("./UnitTree"),
    },
  ],
  pages: [
    { path: "/activity", load: () => import("./ActivityPage") },
    { path: "/audit", load: () => import("./AuditPage") },
    { path: "/bin", load: () => import("./BinPage") },
    { path: "/duplicates", load: () => import("./DuplicatesPage") },
  ],
  overlay: () => import("./Notices"),
  recordActs: [
    {
      id: "transfer",
      icon: "branch",
      label: (t) => t("team.transfer"),
      when: (object, record) =>
        object.name === USER && may(object, "write") && !record.deleted && record.can?.write,
      load: () => import("./TransferDialog"),
    },
    {
      id: "dismiss",
      icon: "ban",
      danger: true,
      label: (t) => t("team.dismiss"),
      when: (object, record) =>
        object.name === USER && may(object, "write") && !record.deleted && record.can?.write,
      load: () => import("./DismissDialog"),
    },
  ],
};
