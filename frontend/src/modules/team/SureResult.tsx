import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Job } from "@/api/types";
import { Link } from "@/app/Link";
import { Button } from "@/kit/Button";
import { Banner } from "@/kit/states";
import { useAlone } from "@/kit/use-alone";
import { recordHref } from "@/platform/addresses";
import { useTakeBack } from "@/platform/save/use-take-back";
import { mergedIn, renewAll } from "./merge-all";

/** What a run merged, each with its way back, and what it left and why. */
export function SureResult({ job }: { job: Job }) {
  const { t } = useTranslation();
  const takeBack = useTakeBack();
  const alone = useAlone();
  const [undone, setUndone] = useState<readonly string[]>([]);
  const merged = mergedIn(job);
  if (!merged) return <Banner tone="bad">{job.error || t("duplicates.sure_stopped")}</Banner>;
  const back = (change: string) =>
    void alone(async () => {
      await takeBack(change, renewAll)();
      setUndone((old) => [...old, change]);
    });
  return (
    <>
      <p>
        {job.state === "cancelled" && `${t("duplicates.sure_stopped")} `}
        {t("duplicates.sure_done", { count: merged.groups })},{" "}
        {t("duplicates.sure_gone", { count: merged.done })}.
      </p>
      <ul className="sure">
        {merged.merges.map(({ change, id, title, count }) => (
          <li key={change}>
            <span className="sp">
              <Link href={recordHref(merged.object, id)}>{title}</Link>
              <span className="mut sm"> +{count}</span>
            </span>
            {undone.includes(change) ? (
              <span className="mut sm">{t("duplicates.sure_undone")}</span>
            ) : (
              <Button
                tone="quiet"
                aria-label={t("duplicates.sure_back_of", { title })}
                onClick={() => back(change)}
              >
                {t("duplicates.sure_back")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {merged.failed_count > 0 && (
        <details open>
          <summary>{t("duplicates.sure_failed", { count: merged.failed_count })}</summary>
          <ul className="sure">
            {merged.failed.map(({ id, title, detail }) => (
              <li key={id}>
                <span className="sp">
                  <Link href={recordHref(merged.object, id)}>{title}</Link>
                  <span className="mut sm"> {detail}</span>
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
