import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { may, useMeta } from "@/api/meta";
import { queries } from "@/api/queries";
import { useGo } from "@/app/Link";
import { FileStrip } from "@/kit/FileStrip";
import { recordHref } from "@/platform/addresses";
import { tellRefusal } from "@/platform/save/tell-refusal";
import { STATEMENT, takeStatements } from "./statement";

/** Over the list of statements: files of the bank become statements, still unbooked. */
export default function StatementDrop() {
  const { t } = useTranslation();
  const go = useGo();
  const object = useMeta().objects[STATEMENT];
  const take = useMutation({
    mutationFn: takeStatements,
    onSuccess: ([first, ...others]) => {
      if (first && others.length === 0) go(recordHref(STATEMENT, first.id));
    },
    onError: tellRefusal,
    onSettled: () => queries.invalidateQueries({ queryKey: ["records", STATEMENT] }),
  });
  if (!may(object, "create")) return null;
  return (
    <FileStrip
      label={t("finance.drop")}
      choose={t("finance.choose")}
      busyLabel={t("finance.reading")}
      busy={take.isPending}
      accept=".txt,.xml,.zip,.sta,.mt940,.940,.csv,.xlsx,.xls"
      multiple
      onFiles={(files) => take.mutate(files)}
    />
  );
}
