import "./einvoice.css";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { tellProblem } from "@/app/errors";
import { useFormat } from "@/app/format";
import { useRider } from "@/app/riders";
import { FileStrip } from "@/kit/FileStrip";
import { Tag } from "@/kit/Tag";
import { checkFile, type Examined, FILES } from "./bill";

/** Whether a file is a right e-invoice; nothing of it is kept. */
export default function CheckPage() {
  const { t } = useTranslation();
  useRider({
    key: "/einvoice-check",
    href: "/einvoice-check",
    title: t("einvoice.check"),
    icon: "check",
  });
  const check = useMutation({ mutationFn: checkFile, onError: tellProblem });
  return (
    <div className="billcheck">
      <div className="head">
        <h1>{t("einvoice.check")}</h1>
      </div>
      <FileStrip
        label={t("einvoice.check_drop")}
        choose={t("einvoice.choose")}
        busyLabel={t("einvoice.reading")}
        busy={check.isPending}
        accept={FILES}
        onFiles={([file]) => file && check.mutate(file)}
      />
      {check.data && <Findings found={check.data} />}
    </div>
  );
}

/** What the file says and which rules it breaks. */
function Findings({ found }: { found: Examined }) {
  const { t } = useTranslation();
  const format = useFormat();
  const total = format.money(found.total);
  const facts = [found.number, format.day(found.date), found.seller, total, found.profile];
  return (
    <section aria-live="polite" aria-label={t("einvoice.result")}>
      <p>
        <Tag tone={found.valid ? "pos" : "neg"}>
          {t(found.valid ? "einvoice.valid" : "einvoice.invalid")}
        </Tag>
      </p>
      <p>{facts.filter(Boolean).join(" · ")}</p>
      {!found.rules && <p className="mut2">{t("einvoice.no_rules")}</p>}
      <ul>
        {found.findings.map((one) => (
          <li key={`${one.rule}${one.text}`}>
            {one.rule && <b>{one.rule}: </b>}
            {one.text}
            {one.mild && <span className="mut2"> ({t("einvoice.mild")})</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
