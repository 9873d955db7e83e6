import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { may, useMeta } from "@/api/meta";
import { useGo } from "@/app/Link";
import { FileStrip } from "@/kit/FileStrip";
import { toast } from "@/kit/toasts";
import { recordHref } from "@/platform/addresses";
import { tellRefusal } from "@/platform/save/tell-refusal";
import { BILL, FILES, firstOf, takeBill } from "./bill";

/** Over the list of bills: a supplier's PDF or XML becomes a bill. */
export default function BillDrop() {
  const { t } = useTranslation();
  const go = useGo();
  const object = useMeta().objects[BILL];
  const take = useMutation({
    mutationFn: takeBill,
    onSuccess: (made) => go(recordHref(BILL, made.id)),
    onError: (error) => {
      const first = firstOf(error);
      if (first === null) return tellRefusal(error);
      const open = { label: t("einvoice.open_first"), run: () => go(recordHref(BILL, first)) };
      toast(error.message, { tone: "error", action: open });
    },
  });
  if (!may(object, "create")) return null;
  return (
    <FileStrip
      label={t("einvoice.drop")}
      choose={t("einvoice.choose")}
      busyLabel={t("einvoice.reading")}
      busy={take.isPending}
      accept={FILES}
      onFiles={([file]) => file && take.mutate(file)}
    />
  );
}
