import "./documents.css";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { LinkValue } from "@/api/types";
import { Segmented } from "@/kit/inputs";
import type { RecordScreenProps } from "@/platform/extensions";
import { SideCard } from "@/platform/record/SideCard";
import { Sample } from "./Sample";

const LANGUAGES = [
  { value: "ru", label: "Русский" },
  { value: "de", label: "Deutsch" },
  { value: "en", label: "English" },
];

/** A design of papers: its fields, and a sample that follows every change. */
export default function DesignScreen({ object, id }: RecordScreenProps) {
  const { t, i18n } = useTranslation();
  const [language, setLanguage] = useState(i18n.language.slice(0, 2));
  return (
    <SideCard
      object={object}
      id={id}
      className="firm"
      label={t("firm.look")}
      aside={(record) => (
        <>
          <div className="sec">
            <Segmented
              label={t("firm.sample_language")}
              value={language}
              onValue={setLanguage}
              choices={LANGUAGES}
            />
          </div>
          <Sample
            record={record}
            firm={(record.firm as LinkValue | null)?.id}
            language={language}
            paper={record.paper ? String(record.paper) : undefined}
          />
        </>
      )}
    />
  );
}
