import "./documents.css";
import "@/styles/record.css";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useObject } from "@/api/meta";
import type { LinkValue, ObjectMeta } from "@/api/types";
import { Failure } from "@/app/errors";
import { NotFound } from "@/app/NotFound";
import { useRider } from "@/app/riders";
import { Segmented } from "@/kit/inputs";
import { Late } from "@/kit/states";
import { recordHref } from "@/platform/addresses";
import type { RecordScreenProps } from "@/platform/extensions";
import { useCard } from "@/platform/record/card";
import { FieldsPane } from "@/platform/record/FieldsPane";
import { RecordHead } from "@/platform/record/RecordHead";
import { titleOf } from "@/platform/values/RecordPicker";
import { Sample } from "./Sample";

const LANGUAGES = [
  { value: "ru", label: "Русский" },
  { value: "de", label: "Deutsch" },
  { value: "en", label: "English" },
];

function Design({ object, id }: { object: ObjectMeta; id: string }) {
  const { t, i18n } = useTranslation();
  const address = recordHref(object.name, id);
  const card = useCard(object, id);
  const [language, setLanguage] = useState(i18n.language.slice(0, 2));
  const title = card.data && titleOf(object, card.data);
  useRider(title ? { key: address, href: address, title, icon: object.icon } : null);
  if (card.error && !card.data)
    return <Failure error={card.error} onRetry={() => void card.refetch()} />;
  if (!card.data) return <Late>{t("state.loading")}</Late>;
  const parts = { object, record: card.data };
  const firm = card.data.firm as LinkValue | null;
  return (
    <>
      <header className="rhead">
        <RecordHead {...parts} />
      </header>
      <div className="firm">
        <section aria-label={t("card.fields")}>
          <FieldsPane {...parts} />
        </section>
        <section className="look" aria-label={t("firm.look")}>
          <div className="sec">
            <Segmented
              label={t("firm.sample_language")}
              value={language}
              onValue={setLanguage}
              choices={LANGUAGES}
            />
          </div>
          <Sample
            record={card.data}
            firm={firm?.id}
            language={language}
            paper={card.data.paper ? String(card.data.paper) : undefined}
          />
        </section>
      </div>
    </>
  );
}

/** A design of papers: its fields, and a sample that follows every change. */
export default function DesignScreen({ object: name, id }: RecordScreenProps) {
  const object = useObject(name);
  return object ? <Design object={object} id={id} /> : <NotFound />;
}
