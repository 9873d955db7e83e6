import "./forms.css";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Job } from "@/api/types";
import { tellProblem } from "@/app/errors";
import { Link } from "@/app/Link";
import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";
import { Banner, Late } from "@/kit/states";
import { toast } from "@/kit/toasts";
import { useAlone } from "@/kit/use-alone";
import { listHref } from "@/platform/addresses";
import type { RecordActProps } from "@/platform/extensions";
import { JobProgress } from "@/platform/jobs/JobProgress";
import { refreshCard } from "@/platform/record/card";
import { type Made, make, orderDocument, TEMPLATE, useMissing, useOffered } from "./forms-api";
import { Templates } from "./Templates";

/** What will not stand in the document, so that nobody finds out from the client. */
function Missing({ found }: { found: Made | undefined }) {
  const { t } = useTranslation();
  if (!found) return null;
  return (
    <>
      {found.closed.length > 0 && (
        <Banner tone="warn">{t("forms.closed", { names: found.closed.join(", ") })}</Banner>
      )}
      {found.empty.length > 0 && (
        <details className="forms-group">
          <summary>{t("forms.empty", { number: found.empty.length })}</summary>
          <ul>
            {found.empty.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function None() {
  const { t } = useTranslation();
  return (
    <p className="mut">
      {t("forms.none")} <Link href={listHref(TEMPLATE)}>{t("forms.templates")}</Link>
    </p>
  );
}

/** Chooses a template and makes a Word file or PDF of the record; it is kept among its files. */
export default function FormDialog({ object, record, onClose }: RecordActProps) {
  const { t } = useTranslation();
  const offered = useOffered(object.name, record.id);
  const templates = offered.data?.templates ?? [];
  const [picked, setPicked] = useState("");
  const template = picked || templates[0]?.id || "";
  const missing = useMissing(object.name, record.id, template);
  const alone = useAlone();
  const [job, setJob] = useState("");

  const what = { object: object.name, record: record.id, template };
  const done = (name: string, url: string) => {
    location.assign(url);
    toast(t("forms.made", { name }));
    onClose();
  };
  const word = () =>
    alone(async () => {
      const made = await make({ ...what, format: "docx", keep: true });
      if (made.file) done(made.name, made.file.url);
    })
      .catch(tellProblem)
      .finally(() => void refreshCard(object.name, record.id));
  const pdf = () =>
    alone(async () => {
      setJob(await orderDocument({ ...what, format: "pdf" }, crypto.randomUUID()));
    }).catch(tellProblem);
  const onOver = (over: Job) => {
    setJob("");
    const { url, name } = over.result ?? {};
    if (over.state === "done" && typeof url === "string") done(String(name), url);
    else if (over.error) tellProblem(new Error(over.error));
    void refreshCard(object.name, record.id);
  };

  const ready = template !== "" && job === "" && !missing.isFetching && !missing.error;
  return (
    <Dialog
      title={t("forms.make")}
      closeLabel={t("action.close")}
      isOpen
      onClose={onClose}
      actions={
        templates.length > 0 && (
          <>
            <Button
              tone="primary"
              icon="download"
              aria-disabled={!ready}
              onClick={() => ready && void word()}
            >
              {t("forms.docx")}
            </Button>
            {offered.data?.pdf && (
              <Button icon="download" aria-disabled={!ready} onClick={() => ready && void pdf()}>
                {t("forms.pdf")}
              </Button>
            )}
          </>
        )
      }
    >
      {offered.error && <p className="mut">{offered.error.message}</p>}
      {offered.isPending && <Late>{t("state.loading")}</Late>}
      {offered.data && templates.length === 0 && <None />}
      <Templates templates={templates} value={template} onValue={setPicked} />
      {missing.error && <Banner tone="warn">{missing.error.message}</Banner>}
      <Missing found={missing.data} />
      {job && <JobProgress id={job} onOver={onOver} />}
      {offered.data && !offered.data.pdf && templates.length > 0 && (
        <p className="mut sm">{t("forms.no_pdf")}</p>
      )}
    </Dialog>
  );
}
