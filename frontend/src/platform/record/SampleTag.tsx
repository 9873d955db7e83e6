import { useTranslation } from "react-i18next";
import type { Rec } from "@/api/types";
import { Tag } from "@/kit/Tag";

/** The mark of a record that was made to try things out; nothing beside a real one. */
export function SampleTag({ record }: { record: Rec }) {
  const { t } = useTranslation();
  return record.sample === true ? <Tag tone="warn">{t("samples.mark")}</Tag> : null;
}
