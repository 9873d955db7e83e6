import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ObjectMeta } from "@/api/types";
import { useGo } from "@/app/Link";
import { IconButton } from "@/kit/Button";
import { Tabs } from "@/kit/Tabs";
import { listHref } from "../addresses";
import { titleOf } from "../values/RecordPicker";
import { BinBanner } from "./BinBanner";
import type { CardRecord } from "./card";
import { FieldsPane } from "./FieldsPane";
import { Middle } from "./Middle";
import { RecordCommands } from "./RecordCommands";
import { KeySum, Parent } from "./RecordHead";
import { Related, relatedCount } from "./Related";
import { SampleTag } from "./SampleTag";
import { StagePath } from "./StagePath";

interface Props {
  object: ObjectMeta;
  record: CardRecord;
}

/** The card on a phone: timeline, fields and related records behind three tabs. */
export function PhoneCard({ object, record }: Props) {
  const { t } = useTranslation();
  const go = useGo();
  const stream = object.features.includes("timeline");
  const [tab, setTab] = useState(stream ? "timeline" : "fields");
  const count = relatedCount(record);
  const tabs = [
    ...(stream ? [{ id: "timeline", label: t("timeline.title") }] : []),
    { id: "fields", label: t("card.fields") },
    ...(object.related.length > 0
      ? [{ id: "related", label: count ? t("card.related_count", { count }) : t("card.related") }]
      : []),
  ];
  const back = () => (history.length > 1 ? history.back() : go(listHref(object.name)));
  return (
    <div className="pcard">
      <header className="pt">
        <IconButton
          icon="chevron-left"
          label={t("card.back", { title: object.title })}
          onClick={back}
        />
        <h1 className="m17 ell">{titleOf(object, record)}</h1>
        <SampleTag record={record} />
        <span className="sp" />
        <RecordCommands object={object} record={record} />
      </header>
      <BinBanner object={object} record={record} />
      <div className="pkey">
        <div className="row">
          <Parent object={object} record={record} />
          <span className="sp" />
          <KeySum object={object} record={record} />
        </div>
        {object.board && <StagePath object={object} record={record} />}
      </div>
      <Tabs
        label={t("card.sections")}
        className="ptabs"
        tabs={tabs}
        selected={tab}
        onSelect={setTab}
      >
        {tab === "timeline" && <Middle object={object} record={record} />}
        {tab === "fields" && (
          <div className="pfields">
            <FieldsPane object={object} record={record} />
          </div>
        )}
        {tab === "related" && (
          <div className="rel">
            <Related object={object} record={record} />
          </div>
        )}
      </Tabs>
    </div>
  );
}
