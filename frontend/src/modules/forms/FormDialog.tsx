import "./forms.css";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { tellProblem } from "@/app/errors";
import { Link } from "@/app/Link";
import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";
import { Banner, Late } from "@/kit/states";
import { toast } from "@/kit/toasts";
import { useAlone } from "@/kit/use-alone";
import { listHref } from "@/platform/addresses";
import type { RecordActProps } from "@/platform/extensions";
import { refreshCard } from "@/platform/record/card";
import { type Format, type Made, make, TEMPLATE, useMissing, useOffered } from "./forms-api";

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

  const run = (format: Format) =>
    alone(async () => {
      const made = await make({
        object: object.name,
        record: record.id,
        template,
        format,
        keep: true,
      });
      if (made.file) location.assign(made.file.url);
      toast(t("forms.made", { name: made.name }));
      onClose();
    })
      .catch(tellProblem)
      .finally(() => void refreshCard(object.name, record.id));

  const ready = template !== "" && !missing.isFetching && !missing.error;
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
              onClick={() => ready && void run("docx")}
            >
              {t("forms.docx")}
            </Button>
            {offered.data?.pdf && (
              <Button
                icon="download"
                aria-disabled={!ready}
                onClick={() => ready && void run("pdf")}
              >
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
      <div className="forms-pick" role="radiogroup" aria-label={t("forms.template")}>
        {templates.map((one) => (
          <label key={one.id} className="row g8">
            <input
              type="radio"
              name="template"
              checked={one.id === template}
              onChange={() => setPicked(one.id)}
            />
            <span>{one.name}</span>
            <span className="mut3 sm">{one.language.toUpperCase()}</span>
          </label>
        ))}
      </div>
      {missing.error && <Banner tone="warn">{missing.error.message}</Banner>}
      <Missing found={missing.data} />
      {offered.data && !offered.data.pdf && templates.length > 0 && (
        <p className="mut sm">{t("forms.no_pdf")}</p>
      )}
    </Dialog>
  );
}
