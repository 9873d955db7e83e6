import type { ModuleFront } from "@/platform/extensions";
import { TEMPLATE } from "./forms-api";

/** Word templates: what they can insert beside them, and making a document on every card. */
export const forms: ModuleFront = {
  name: "forms",
  records: { [TEMPLATE]: () => import("./TemplateScreen") },
  recordActs: [
    {
      id: "form",
      icon: "file",
      label: (t) => t("forms.make"),
      when: (object, record, meta) =>
        meta.objects[TEMPLATE] !== undefined &&
        object.features.includes("timeline") &&
        object.name !== TEMPLATE &&
        !record.deleted &&
        record.can?.print,
      load: () => import("./FormDialog"),
    },
  ],
};
