import type { ModuleFront } from "@/platform/extensions";

export const account: ModuleFront = {
  name: "account",
  pages: [
    { path: "/account", load: () => import("./AccountPage") },
    { path: "/recover", bare: true, load: () => import("./RecoverPage") },
    { path: "/reset/$key", bare: true, load: () => import("./LinkPage") },
    { path: "/invitation/$key", bare: true, load: () => import("./LinkPage") },
  ],
};
