import type { ModuleFront } from "@/platform/extensions";

export const account: ModuleFront = {
  name: "account",
  pages: [
    { path: "/account", load: () => import("./AccountPage") },
    { path: "/authorize", bare: true, load: () => import("./ConsentPage") },
    { path: "/recover", bare: true, load: () => import("./RecoverPage") },
    { path: "/register", bare: true, load: () => import("./RegisterPage") },
    { path: "/registration/$key", bare: true, load: () => import("./RegistrationPage") },
    { path: "/mail/$key", bare: true, load: () => import("./MailPage") },
    { path: "/reset/$key", bare: true, load: () => import("./LinkPage") },
    { path: "/invitation/$key", bare: true, load: () => import("./LinkPage") },
  ],
};
