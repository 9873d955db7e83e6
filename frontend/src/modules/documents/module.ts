import type { ModuleFront } from "@/platform/extensions";

export const documents: ModuleFront = {
  name: "documents",
  records: {
    "documents.firm": () => import("./FirmScreen"),
    "documents.design": () => import("./DesignScreen"),
  },
};
