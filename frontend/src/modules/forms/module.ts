import { may } from "@/api/meta";
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
    {
      id: "form-letter",
      icon: "send",
      label: (t) => t("forms.mail"),
      when: (object, record, meta) =>
        object.name === "forms.document" &&
        meta.objects[TEMPLATE] !== undefined &&
        may(meta.objects["mail.letter"], "create") &&
        !record.deleted &&
        record.can?.print,
      load: () => import("./LetterDialog"),
    },
  ],
};
