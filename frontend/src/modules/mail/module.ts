import type { ModuleFront } from "@/platform/extensions";

export const mail: ModuleFront = {
  name: "mail",
  records: {
    "mail.account": () => import("./AccountScreen"),
    "mail.letter": () => import("./LetterScreen"),
    "mail.template": () => import("./TemplateScreen"),
  },
  pages: [{ path: "/notices", load: () => import("./NoticesPage") }],
};
