import type { ModuleFront } from "@/platform/extensions";

export const reports: ModuleFront = {
  name: "reports",
  pages: [
    { path: "/reports", load: () => import("./ReportsPage") },
    { path: "/report", load: () => import("./ReportPage") },
  ],
};
