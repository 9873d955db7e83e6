import "./funnel.css";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { may, useObject } from "@/api/meta";
import { useRecord } from "@/api/records";
import type { ObjectMeta, Rec } from "@/api/types";
import { Failure } from "@/app/errors";
import { Link } from "@/app/Link";
import { NotFound } from "@/app/NotFound";
import { useRider } from "@/app/riders";
import { Icon } from "@/kit/Icon";
import { Late } from "@/kit/states";
import { Tabs } from "@/kit/Tabs";
import { listHref, recordHref } from "@/platform/addresses";
import type { RecordScreenProps } from "@/platform/extensions";
import { BinBanner } from "@/platform/record/BinBanner";
import { RecordCommands } from "@/platform/record/RecordCommands";
import { titleOf } from "@/platform/values/RecordPicker";
import { Reasons } from "./Reasons";
import { Stages } from "./Stages";
import { REASON, STAGE } from "./use-funnel";

const DEAL = "sales.deal";
/** Commands of the screen itself; the menu has the others. */
const HERE = new Set(["arrange", "start"]);

function Page({ object, record }: { object: ObjectMeta; record: Rec }) {
  const { t } = useTranslation();
  const stage = useObject(STAGE);
  const reason = useObject(REASON);
  const traveller = String(record.object ?? DEAL);
  const deal = useObject(traveller);
  const [tab, setTab] = useState("stages");
  const address = recordHref(object.name, record.id);
  const title = titleOf(object, record);
  useRider({ key: address, href: address, title, icon: object.icon });
  const filter = encodeURIComponent(JSON.stringify(["funnel", "=", record.id]));
  const menu = { ...record, commands: record.commands?.filter((name) => !HERE.has(name)) };
  const tabs = [
    { id: "stages", label: stage?.title ?? "" },
    ...(reason && traveller === DEAL && may(reason, "write")
      ? [{ id: "reasons", label: reason.title }]
      : []),
  ];
  return (
    <div className="funnel">
      <div className="head">
        <Link className="mut" href={listHref(object.name)}>
          {object.title}
        </Link>
        <h1 className="ell">{title}</h1>
        <span className="sp" />
        {deal && !record.deleted && (
          <Link className="btn" href={listHref(deal.name, `?view=board&filter=${filter}`)}>
            <Icon name="board" />
            <span>{t("funnel.board")}</span>
          </Link>
        )}
        <RecordCommands object={object} record={menu as Rec} />
      </div>
      <BinBanner object={object} record={record} />
      <Tabs
        label={t("funnel.parts")}
        className="ctabs ftabs"
        tabs={tabs}
        selected={tab}
        onSelect={setTab}
      >
        {tab === "stages" && stage && (
          <Stages
            object={object}
            funnel={record}
            stage={stage}
            traveller={traveller}
            counted={deal}
          />
        )}
        {tab === "reasons" && reason && <Reasons object={object} funnel={record} reason={reason} />}
      </Tabs>
    </div>
  );
}

/** A pipeline: its stages in order, what holds at each of them, and the reasons of loss. */
export default function FunnelScreen({ object: name, id }: RecordScreenProps) {
  const { t } = useTranslation();
  const object = useObject(name);
  const record = useRecord(name, id);
  if (!object) return <NotFound />;
  if (record.error && !record.data)
    return <Failure error={record.error} onRetry={() => void record.refetch()} />;
  if (!record.data) return <Late>{t("state.loading")}</Late>;
  return <Page object={object} record={record.data} />;
}
