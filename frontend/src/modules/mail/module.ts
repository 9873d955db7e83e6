import type { ModuleFront } from "@/platform/extensions";

export const mail: ModuleFront = {
  name: "mail",
  records: {
    "mail.letter": () => import("./LetterScreen"),
    "mail.template": () => import("./TemplateScreen"),
  },
  pages: [{ path: "/notices", load: () => import("./NoticesPage") }],
};
