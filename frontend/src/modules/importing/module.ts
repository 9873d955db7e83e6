import type { ModuleFront } from "@/platform/extensions";

const load = () => import("./ImportPage");

export const importing: ModuleFront = {
  name: "importing",
  pages: [
    { path: "/import", load },
    { path: "/import/$object", load },
  ],
};
