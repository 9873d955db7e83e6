import "@/styles/record.css";
import "./side.css";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useObject } from "@/api/meta";
import type { ObjectMeta, Rec } from "@/api/types";
import { Failure } from "@/app/errors";
import { NotFound } from "@/app/NotFound";
import { useRider } from "@/app/riders";
import { Late } from "@/kit/states";
import { recordHref } from "@/platform/addresses";
import { titleOf } from "@/platform/values/RecordPicker";
import { BinBanner } from "./BinBanner";
import { useCard } from "./card";
import { FieldsPane } from "./FieldsPane";
import { RecordHead } from "./RecordHead";
import { Related } from "./Related";

interface Props {
  object: string;
  id: string;
  /** Class of the two columns, where they are not the usual ones. */
  className?: string;
  /** What the part beside the fields is called. */
  label: string;
  /** What stands beside the fields. */
  aside: (record: Rec, object: ObjectMeta) => ReactNode;
}

function Card({
  object,
  id,
  className = "sidecard",
  label,
  aside,
}: Omit<Props, "object"> & { object: ObjectMeta }) {
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
      <div className={className}>
        <section aria-label={t("card.fields")}>
          <FieldsPane {...parts} />
          {object.related.length > 0 && <Related {...parts} />}
        </section>
        <section className="look" aria-label={label}>
          {aside(card.data, object)}
        </section>
      </div>
    </>
  );
}

/** A card without a timeline: the fields, and beside them what they look like to others. */
export function SideCard({ object: name, ...rest }: Props) {
  const object = useObject(name);
  return object ? <Card object={object} {...rest} /> : <NotFound />;
}
