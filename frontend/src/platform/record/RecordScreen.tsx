import "@/styles/record.css";
import { useParams } from "@tanstack/react-router";
import { Suspense, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useObject } from "@/api/meta";
import { ApiProblem } from "@/api/problem";
import type { ObjectMeta } from "@/api/types";
import { Failure } from "@/app/errors";
import { NotFound } from "@/app/NotFound";
import { noteRecent } from "@/app/palette/recent";
import { useRider } from "@/app/riders";
import { Late } from "@/kit/states";
import { usePhone } from "@/kit/use-phone";
import { recordHref } from "../addresses";
import { moduleFronts, partOf } from "../extensions";
import { titleOf } from "../values/RecordPicker";
import { AbsentCard } from "./AbsentCard";
import { BinBanner } from "./BinBanner";
import { type CardRecord, useCard } from "./card";
import { FieldsPane } from "./FieldsPane";
import { Middle } from "./Middle";
import { PhoneCard } from "./PhoneCard";
import { RecordHead } from "./RecordHead";
import { Related } from "./Related";
import { StagePath } from "./StagePath";

interface Props {
  object: ObjectMeta;
  record: CardRecord;
}

function Wide({ object, record }: Props) {
  const { t } = useTranslation();
  const stream = object.features.includes("timeline");
  const related = object.related.length > 0;
  const shape = ["rec", stream ? "" : "plain", related ? "" : "alone"].filter(Boolean).join(" ");
  return (
    <>
      <header className="rhead">
        <RecordHead object={object} record={record} />
        {object.board && <StagePath object={object} record={record} />}
      </header>
      <BinBanner object={object} record={record} />
      <div className={shape}>
        <section className="fld" aria-label={t("card.fields")}>
          <FieldsPane object={object} record={record} />
        </section>
        {stream && <Middle object={object} record={record} />}
        {related && (
          <aside className="rel" aria-label={t("card.related")}>
            <Related object={object} record={record} />
          </aside>
        )}
      </div>
    </>
  );
}

function Card({ object, id }: { object: ObjectMeta; id: string }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const card = useCard(object, id);
  const address = recordHref(object.name, id);
  const title = card.data && titleOf(object, card.data);
  useRider(title ? { key: address, href: address, title, icon: object.icon } : null);
  const { icon, one } = object;
  useEffect(() => {
    if (title) noteRecent({ href: address, title, icon, note: one });
  }, [address, title, icon, one]);
  if (card.error instanceof ApiProblem && card.error.status === 404 && !card.data)
    return <AbsentCard object={object} id={id} />;
  if (card.error && !card.data)
    return <Failure error={card.error} onRetry={() => void card.refetch()} />;
  if (!card.data) return <Late>{t("state.loading")}</Late>;
  const Shape = phone ? PhoneCard : Wide;
  return <Shape object={object} record={card.data} />;
}

/** A module's own card of the object, where it has one. */
function OwnCard({ object, id }: { object: ObjectMeta; id: string }) {
  const load = moduleFronts()
    .map((one) => one.records?.[object.name])
    .find(Boolean);
  const Own = load && partOf(load);
  if (!Own) return <Card object={object} id={id} />;
  return (
    <Suspense>
      <Own object={object.name} id={id} />
    </Suspense>
  );
}

/** The card of any object. */
export default function RecordScreen() {
  const { object: name, id } = useParams({ strict: false });
  const object = useObject(name ?? "");
  return object && id ? <OwnCard key={id} object={object} id={id} /> : <NotFound />;
}
