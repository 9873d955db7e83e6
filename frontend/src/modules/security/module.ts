import type { ModuleFront } from "@/platform/extensions";

export const security: ModuleFront = {
  name: "security",
  pages: [{ path: "/security", load: () => import("./SecurityPage") }],
  recordActs: [
    {
      id: "secret",
      icon: "lock",
      label: (t) => t("security.secret"),
      when: (object, record) =>
        object.name === "federation.program" && !record.deleted && record.can?.write,
      load: () => import("./ProgramSecret"),
    },
  ],
};
