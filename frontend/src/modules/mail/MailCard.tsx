import "./mail.css";
import "@/styles/record.css";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useObject } from "@/api/meta";
import type { ObjectMeta, Rec } from "@/api/types";
import { Failure } from "@/app/errors";
import { NotFound } from "@/app/NotFound";
import { useRider } from "@/app/riders";
import { Late } from "@/kit/states";
import { recordHref } from "@/platform/addresses";
import { BinBanner } from "@/platform/record/BinBanner";
import { useCard } from "@/platform/record/card";
import { FieldsPane } from "@/platform/record/FieldsPane";
import { RecordHead } from "@/platform/record/RecordHead";
import { titleOf } from "@/platform/values/RecordPicker";

interface Props {
  object: string;
  id: string;
  /** What stands beside the fields. */
  aside: (record: Rec) => ReactNode;
}

function Card({ object, id, aside }: Omit<Props, "object"> & { object: ObjectMeta }) {
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
      <BinBanner {...parts} />
      <div className="letter">
        <section aria-label={t("card.fields")}>
          <FieldsPane {...parts} />
        </section>
        <section className="look" aria-label={t("letter.seen")}>
          {aside(card.data)}
        </section>
      </div>
    </>
  );
}

/** The card of a letter or template: its fields, and beside them what the reader will see. */
export function MailCard({ object: name, ...rest }: Props) {
  const object = useObject(name);
  return object ? <Card object={object} {...rest} /> : <NotFound />;
}
