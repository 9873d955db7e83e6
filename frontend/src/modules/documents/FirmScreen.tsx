import "./documents.css";
import "@/styles/record.css";
import { useTranslation } from "react-i18next";
import { useObject } from "@/api/meta";
import type { ObjectMeta } from "@/api/types";
import { Failure } from "@/app/errors";
import { NotFound } from "@/app/NotFound";
import { useRider } from "@/app/riders";
import { Late } from "@/kit/states";
import { recordHref } from "@/platform/addresses";
import type { RecordScreenProps } from "@/platform/extensions";
import { useCard } from "@/platform/record/card";
import { FieldsPane } from "@/platform/record/FieldsPane";
import { RecordHead } from "@/platform/record/RecordHead";
import { titleOf } from "@/platform/values/RecordPicker";
import { Colours } from "./Colours";
import { LogoField } from "./LogoField";
import { Sample } from "./Sample";

function Firm({ object, id }: { object: ObjectMeta; id: string }) {
  const { t } = useTranslation();
  const address = recordHref(object.name, id);
  const card = useCard(object, id);
  const title = card.data && titleOf(object, card.data);
  useRider(title ? { key: address, href: address, title, icon: object.icon } : null);
  if (card.error && !card.data)
    return <Failure error={card.error} onRetry={() => void card.refetch()} />;
  if (!card.data) return <Late>{t("state.loading")}</Late>;
  const parts = { object, record: card.data };
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
            <h2>{t("firm.look")}</h2>
            <LogoField {...parts} />
            <Colours {...parts} />
          </div>
          <Sample record={card.data} firm={id} language={String(card.data.language)} />
        </section>
      </div>
    </>
  );
}

/** An own firm: its fields, how its papers look, and a sample that follows every change. */
export default function FirmScreen({ object: name, id }: RecordScreenProps) {
  const object = useObject(name);
  return object ? <Firm object={object} id={id} /> : <NotFound />;
}
