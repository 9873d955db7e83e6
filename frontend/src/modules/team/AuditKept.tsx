import { useState } from "react";
import { useTranslation } from "react-i18next";
import { queryString } from "@/api/client";
import { may, useObject } from "@/api/meta";
import { createRecord, useList } from "@/api/records";
import { useGo } from "@/app/Link";
import { Button } from "@/kit/Button";
import { TextInput } from "@/kit/inputs";
import { Menu } from "@/kit/Menu";
import { toast } from "@/kit/toasts";
import { tellRefusal } from "@/platform/save/tell-refusal";
import { type Asked, AUDIT } from "./audit";

/** Kept questions: a name and the address that asks it. */
export function Kept({ asked }: { asked: Asked }) {
  const { t } = useTranslation();
  const go = useGo();
  const object = useObject(AUDIT);
  const kept = useList(AUDIT, { fields: ["name", "question"], sort: "name", limit: 100 });
  const [naming, setNaming] = useState<string | null>(null);
  const rows = kept.data?.pages.flatMap((page) => page.items) ?? [];
  const keep = () => {
    const name = naming?.trim();
    if (!name) return;
    setNaming(null);
    createRecord(AUDIT, { name, question: queryString(asked) }, crypto.randomUUID()).then(
      () => toast(t("audit.kept", { name })),
      tellRefusal,
    );
  };
  const entries = rows.map((one) => ({
    id: one.id,
    label: String(one.name),
    run: () => go(`/audit?${String(one.question ?? "")}`),
  }));
  return (
    <>
      {entries.length > 0 && (
        <Menu label={t("audit.questions")} groups={[{ id: "kept", entries }]}>
          <Button chevron>{t("audit.questions")}</Button>
        </Menu>
      )}
      {may(object, "create") && naming === null && Object.keys(asked).length > 0 && (
        <Button onClick={() => setNaming("")}>{t("audit.keep")}</Button>
      )}
      {naming !== null && (
        <form
          className="row g4"
          onSubmit={(event) => {
            event.preventDefault();
            keep();
          }}
        >
          <TextInput
            aria-label={t("audit.name")}
            placeholder={t("audit.name")}
            value={naming}
            onValue={setNaming}
            maxLength={120}
            autoFocus
          />
          <Button type="submit" tone="primary">
            {t("action.save")}
          </Button>
        </form>
      )}
    </>
  );
}
