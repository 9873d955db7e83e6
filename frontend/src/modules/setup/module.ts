import type { ModuleFront } from "@/platform/extensions";

export const setup: ModuleFront = {
  name: "setup",
  pages: [{ path: "/setup", bare: true, load: () => import("./SetupPage") }],
};
