import { useTranslation } from "react-i18next";
import type { ObjectMeta } from "@/api/types";
import { Button } from "@/kit/Button";
import { Banner } from "@/kit/states";
import type { CardRecord } from "./card";
import { useActs } from "./use-acts";

interface Props {
  object: ObjectMeta;
  record: CardRecord;
}

/** A deleted record can be looked at and taken back. */
export function BinBanner({ object, record }: Props) {
  const { t } = useTranslation();
  const acts = useActs(object, record);
  if (!record.deleted) return null;
  const may = record.commands?.includes("restore");
  return (
    <Banner
      icon="trash"
      actions={may && <Button onClick={acts.restore}>{t("action.restore")}</Button>}
    >
      {t("card.in_bin")}
    </Banner>
  );
}
