import type { ModuleFront } from "@/platform/extensions";

export const security: ModuleFront = {
  name: "security",
  pages: [{ path: "/security", load: () => import("./SecurityPage") }],
};
