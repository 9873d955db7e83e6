import { useTranslation } from "react-i18next";
import { useObject } from "@/api/meta";
import { useRecord } from "@/api/records";
import { Failure } from "@/app/errors";
import { NotFound } from "@/app/NotFound";
import { Late } from "@/kit/states";
import type { RecordScreenProps } from "@/platform/extensions";
import { Builder } from "./Builder";

/** A saved calculator: built here, tried beside. */
export default function CalculatorScreen({ object: name, id }: RecordScreenProps) {
  const { t } = useTranslation();
  const object = useObject(name);
  const record = useRecord(name, id);
  if (!object) return <NotFound />;
  if (record.error) return <Failure error={record.error} onRetry={() => void record.refetch()} />;
  if (!record.data) return <Late>{t("state.loading")}</Late>;
  return <Builder key={id} object={object} record={record.data} />;
}
