import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useObject } from "@/api/meta";
import { useRecord } from "@/api/records";
import type { ObjectMeta } from "@/api/types";
import { Failure } from "@/app/errors";
import { NotFound } from "@/app/NotFound";
import { useRider } from "@/app/riders";
import { Late } from "@/kit/states";
import { recordHref } from "../addresses";
import { Value } from "../values";
import { titleOf } from "../values/RecordPicker";

function Card({ object, id }: { object: ObjectMeta; id: string }) {
  const { t } = useTranslation();
  const record = useRecord(object.name, id);
  const address = recordHref(object.name, id);
  const title = record.data && titleOf(object, record.data);
  useRider(title ? { key: address, href: address, title, icon: object.icon } : null);
  if (record.error) return <Failure error={record.error} onRetry={() => void record.refetch()} />;
  if (!record.data) return <Late>{t("state.loading")}</Late>;
  return (
    <>
      <div className="head">
        <h1>{title}</h1>
      </div>
      {object.form.map((section) => (
        <section key={section.id} className="sec">
          <h2>{section.title}</h2>
          <dl>
            {object.fields
              .filter((field) => section.fields.includes(field.name))
              .map((field) => (
                <div key={field.name} className="f">
                  <dt>{field.label}</dt>
                  <dd>
                    <Value field={field} value={record.data[field.name]} record={record.data} />
                  </dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
    </>
  );
}

export default function RecordScreen() {
  const { object: name, id } = useParams({ strict: false });
  const object = useObject(name ?? "");
  return object && id ? <Card key={id} object={object} id={id} /> : <NotFound />;
}
