import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useRecord } from "@/api/records";
import { Failure } from "@/app/errors";
import { useGo } from "@/app/Link";
import { Late } from "@/kit/states";
import { listHref } from "../addresses";
import type { RecordScreenProps } from "../extensions";
import { arrangeHref, roleOf } from "./layout-api";

/** A layout from the list of all: goes to where it is arranged. */
export default function LayoutScreen({ object, id }: RecordScreenProps) {
  const { t } = useTranslation();
  const record = useRecord(object, id);
  if (record.error && !record.data)
    return <Failure error={record.error} onRetry={() => void record.refetch()} />;
  if (!record.data) return <Late>{t("state.loading")}</Late>;
  const { object: arranged, place } = record.data;
  const href =
    place === "list"
      ? listHref(String(arranged))
      : arrangeHref(String(arranged), { place: String(place), role: roleOf(record.data) });
  return <Onward href={href} />;
}

function Onward({ href }: { href: string }) {
  const go = useGo();
  // biome-ignore lint/correctness/useExhaustiveDependencies: gone to once
  useEffect(() => go(href, true), [href]);
  return null;
}
