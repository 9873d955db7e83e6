import { useTranslation } from "react-i18next";
import { may, useMeta, useObject } from "@/api/meta";
import { deleteRecord, runCommand, useRecord } from "@/api/records";
import type { ObjectMeta, Rec } from "@/api/types";
import { Failure } from "@/app/errors";
import { useGo } from "@/app/Link";
import { NotFound } from "@/app/NotFound";
import { closeRider, useRider } from "@/app/riders";
import { Button } from "@/kit/Button";
import { Banner, Late } from "@/kit/states";
import { toast } from "@/kit/toasts";
import { listHref, recordHref } from "../addresses";
import type { RecordScreenProps } from "../extensions";
import { tellRefusal } from "../save/tell-refusal";
import { ShapeForm } from "./ShapeForm";
import { useShaping } from "./use-shaping";

/** A field or an object made in the browser, on a page of its own: from the list of all. */
export default function ShapeScreen({ object: name, id }: RecordScreenProps) {
  const { t } = useTranslation();
  const object = useObject(name);
  const record = useRecord(name, id);
  if (!object) return <NotFound />;
  if (record.error && !record.data)
    return <Failure error={record.error} onRetry={() => void record.refetch()} />;
  if (!record.data) return <Late>{t("state.loading")}</Late>;
  return <Page key={record.data.version} object={object} record={record.data} />;
}

function Page({ object, record }: { object: ObjectMeta; record: Rec }) {
  const { t } = useTranslation();
  const go = useGo();
  const { objects } = useMeta();
  const address = recordHref(object.name, record.id);
  const title = String(record.name);
  const form = useShaping(object, record, () => toast(t("shape.changed", { name: title })));
  useRider({ key: address, href: address, title, icon: object.icon });
  const retire = async () => {
    try {
      await deleteRecord(object.name, record.id, record.version);
      closeRider(address);
      toast(t("shape.retired", { name: title }));
      go(listHref(object.name), true);
    } catch (error) {
      tellRefusal(error);
    }
  };
  const restore = () => void runCommand(object.name, record, "restore").catch(tellRefusal);
  return (
    <>
      <div className="head">
        <h1>{title}</h1>
        <span className="mut3">{objects[String(record.object)]?.title}</span>
      </div>
      <div className="cmd">
        {record.deleted ? (
          <Button tone="primary" onClick={restore}>
            {t("action.restore")}
          </Button>
        ) : (
          <Button tone="primary" aria-disabled={form.saving} onClick={form.save}>
            {t("action.save")}
          </Button>
        )}
        {!record.deleted && may(object, "delete") && (
          <Button icon="archive" onClick={() => void retire()}>
            {t("shape.retire")}
          </Button>
        )}
      </div>
      <div className="shpage">
        {Boolean(record.deleted) && <Banner>{t("shape.is_retired")}</Banner>}
        <ShapeForm object={object} form={form} existing />
      </div>
    </>
  );
}
