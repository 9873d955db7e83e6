import { may } from "@/api/meta";
import type { ModuleFront } from "@/platform/extensions";

export const access: ModuleFront = {
  name: "access",
  records: { "access.role": () => import("./RoleScreen") },
  pages: [
    { path: "/o/access.role/new", load: () => import("./NewRole") },
    { path: "/rights/compare", load: () => import("./CompareScreen") },
    { path: "/rights/explain", load: () => import("./ExplainScreen") },
  ],
  listNotes: { "access.role": () => import("./OpenOffice") },
  recordEntries: [
    {
      id: "rights",
      icon: "shield",
      label: (t, object) => t(object.name === "access.user" ? "rights.what_may" : "rights.who_may"),
      href: (object, record, { objects }) => {
        if (!may(objects["access.role"], "write") && !may(objects["access.user"], "write"))
          return null;
        return object.name === "access.user"
          ? `/rights/explain?user=${record.id}`
          : `/rights/explain?object=${object.name}&id=${record.id}`;
      },
    },
  ],
};
