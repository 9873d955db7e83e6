import "./einvoice.css";
import { useMutation } from "@tanstack/react-query";
import { type DragEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { may, useMeta } from "@/api/meta";
import { useGo } from "@/app/Link";
import { Button } from "@/kit/Button";
import { recordHref } from "@/platform/addresses";
import { tellRefusal } from "@/platform/save/tell-refusal";
import { BILL, takeBill } from "./bill";

/** Over the list of bills: a supplier's PDF or XML becomes a bill. */
export default function BillDrop() {
  const { t } = useTranslation();
  const go = useGo();
  const object = useMeta().objects[BILL];
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = useMutation({
    mutationFn: takeBill,
    onSuccess: (made) => go(recordHref(BILL, made.id)),
    onError: tellRefusal,
  });
  const begin = (files: FileList | null) => {
    const file = files?.[0];
    if (file && !take.isPending) take.mutate(file);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    begin(event.dataTransfer.files);
  };
  const enter = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  if (!may(object, "create")) return null;
  return (
    <section
      className={over ? "billdrop over" : "billdrop"}
      aria-label={t("einvoice.drop")}
      aria-busy={take.isPending}
      onDragOver={enter}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <input
        ref={input}
        type="file"
        hidden
        accept=".pdf,.xml,application/pdf,application/xml,text/xml"
        aria-label={t("einvoice.choose")}
        onChange={(event) => {
          begin(event.target.files);
          event.target.value = "";
        }}
      />
      <span className="mut2">{take.isPending ? t("einvoice.reading") : t("einvoice.drop")}</span>
      <Button icon="upload" aria-disabled={take.isPending} onClick={() => input.current?.click()}>
        {t("einvoice.choose")}
      </Button>
    </section>
  );
}
