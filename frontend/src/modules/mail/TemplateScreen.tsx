import "./mail.css";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "@/api/client";
import type { Rec } from "@/api/types";
import { Button } from "@/kit/Button";
import { Segmented } from "@/kit/inputs";
import { Late } from "@/kit/states";
import { toast } from "@/kit/toasts";
import type { RecordScreenProps } from "@/platform/extensions";
import { SideCard } from "@/platform/record/SideCard";
import { LANGUAGES, type Language, type Shown, usePurpose } from "./mail-api";
import { Words } from "./Words";

/** The fields that may be inserted; a click copies the place to be pasted into the text. */
function InsertList({ purpose }: { purpose: string }) {
  const { t } = useTranslation();
  const found = usePurpose(purpose);
  const copy = async (place: string) => {
    await navigator.clipboard.writeText(place);
    toast(t("letter.copied", { place }));
  };
  return (
    <div className="sec">
      <h2>{t("letter.fields")}</h2>
      <p className="mut sm">{t("letter.fields_help", { condition: "{{ if name }}…{{ end }}" })}</p>
      <div className="row w g4">
        {found?.fields.map((slot) => (
          <Button key={slot.name} icon="copy" onClick={() => void copy(`{{ ${slot.name} }}`)}>
            {slot.label} <code>{slot.name}</code>
          </Button>
        ))}
      </div>
    </div>
  );
}

function Preview({ record }: { record: Rec }) {
  const { t, i18n } = useTranslation();
  const own = LANGUAGES.find((one) => i18n.language.startsWith(one)) ?? "en";
  const [language, setLanguage] = useState<Language>(own);
  const body = {
    purpose: String(record.purpose ?? ""),
    language,
    subject: String(record[`subject_${language}`] ?? ""),
    body: String(record[`body_${language}`] ?? ""),
  };
  const shown = useQuery({
    queryKey: ["mail", "preview", body],
    queryFn: ({ signal }) => ask<Shown>("/mail/preview", { method: "POST", body, signal }),
    placeholderData: (before) => before,
    gcTime: 10_000,
  });
  return (
    <>
      <InsertList purpose={body.purpose} />
      <div className="sec">
        <h2>{t("letter.preview")}</h2>
        <div className="row">
          <Segmented
            label={t("letter.language")}
            value={language}
            onValue={setLanguage}
            choices={LANGUAGES.map((one) => ({ value: one, label: one.toUpperCase() }))}
          />
        </div>
        {shown.error && <p className="mut">{shown.error.message}</p>}
        {shown.data ? <Words shown={shown.data} /> : <Late>{t("state.loading")}</Late>}
      </div>
    </>
  );
}

/** A template: its words by language, the fields to insert, and the letter with sample values. */
export default function TemplateScreen({ object, id }: RecordScreenProps) {
  const { t } = useTranslation();
  return (
    <SideCard
      object={object}
      id={id}
      label={t("letter.seen")}
      aside={(record) => <Preview record={record} />}
    />
  );
}
