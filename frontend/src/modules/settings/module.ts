import type { ModuleFront } from "@/platform/extensions";

export const settings: ModuleFront = {
  name: "settings",
  pages: [
    { path: "/settings", load: () => import("./SettingsHome") },
    { path: "/settings/system", load: () => import("./SystemScreen") },
    { path: "/settings/object/$object", load: () => import("./ObjectScreen") },
  ],
};
