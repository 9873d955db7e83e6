import type { ModuleFront } from "@/platform/extensions";

export const account: ModuleFront = {
  name: "account",
  pages: [
    { path: "/account", load: () => import("./AccountPage") },
    { path: "/recover", bare: true, load: () => import("./RecoverPage") },
    { path: "/register", bare: true, load: () => import("./RegisterPage") },
    { path: "/registration/$key", bare: true, load: () => import("./RegistrationPage") },
    { path: "/reset/$key", bare: true, load: () => import("./LinkPage") },
    { path: "/invitation/$key", bare: true, load: () => import("./LinkPage") },
  ],
};
