import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { tellProblem } from "@/app/errors";
import { Link } from "@/app/Link";
import { Dialog } from "@/kit/Dialog";
import { DialogFoot } from "@/kit/DialogFoot";
import { Checkbox } from "@/kit/inputs";
import { Banner } from "@/kit/states";
import { recordHref } from "@/platform/addresses";
import { clearSamples, type Samples } from "./samples-api";

interface Props {
  samples: Samples;
  onClose: () => void;
  onStarted: (job: string) => void;
}

/** What would go, what people did with it, and what they want of that. */
export function ClearDialog({ samples, onClose, onStarted }: Props) {
  const { t } = useTranslation();
  const [keep, setKeep] = useState(false);
  const [empty, setEmpty] = useState(false);
  const run = useMutation({
    mutationFn: () => clearSamples({ keep_edited: keep, empty_links: empty }),
    onSuccess: onStarted,
    onError: tellProblem,
  });
  return (
    <Dialog
      title={t("samples.clear_title")}
      closeLabel={t("action.close")}
      isOpen
      onClose={onClose}
      actions={
        <DialogFoot
          tone="danger"
          confirm={t("samples.do_clear")}
          waiting={run.isPending}
          onConfirm={run.mutate}
          onCancel={onClose}
        />
      }
    >
      <div className="compared">
        <p>
          <b>{t("samples.count", { count: samples.count })}</b>
          {": "}
          {samples.objects.map((one) => `${one.title} ${one.count}`).join(", ")}
        </p>
        {samples.edited > 0 && (
          <div>
            <p>{t("samples.edited", { count: samples.edited })}</p>
            <label className="row g8">
              <Checkbox checked={keep} onValue={setKeep} />
              {t("samples.keep_edited")}
            </label>
          </div>
        )}
        {samples.held_count > 0 && (
          <div>
            <p>{t("samples.held", { count: samples.held_count })}</p>
            <Held samples={samples} />
            <label className="row g8">
              <Checkbox checked={empty} onValue={setEmpty} />
              {t("samples.empty_links")}
            </label>
          </div>
        )}
        <Banner>{t("samples.for_good")}</Banner>
      </div>
    </Dialog>
  );
}

/** The samples that real records lead to, each with some of these. */
function Held({ samples }: { samples: Samples }) {
  const { t } = useTranslation();
  const rest = samples.held_count - samples.held.length;
  return (
    <ul>
      {samples.held.map((one) => (
        <li key={one.id} className="sm">
          <Link href={recordHref(one.object, one.id)}>{one.title || one.object_title}</Link>{" "}
          <span className="mut">
            {t("samples.by")}:{" "}
            {one.by.map((holder) => holder.title || holder.object_title).join(", ")}
            {one.count > one.by.length &&
              ` ${t("samples.more", { count: one.count - one.by.length })}`}
          </span>
        </li>
      ))}
      {rest > 0 && <li className="sm mut">{t("samples.more", { count: rest })}</li>}
    </ul>
  );
}
