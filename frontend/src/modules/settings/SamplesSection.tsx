import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { reloadMeta } from "@/api/meta";
import { queries } from "@/api/queries";
import type { Job } from "@/api/types";
import { tellProblem } from "@/app/errors";
import { Link } from "@/app/Link";
import { Button } from "@/kit/Button";
import { Icon } from "@/kit/Icon";
import { Select } from "@/kit/inputs";
import { Banner } from "@/kit/states";
import { listHref } from "@/platform/addresses";
import { JobProgress } from "@/platform/jobs/JobProgress";
import { ClearDialog } from "./ClearDialog";
import { type Amount, fillSamples, type Samples, useSamples } from "./samples-api";

const AMOUNTS: Amount[] = ["small", "medium"];
/** The list of an object's samples, and nothing else. */
const QUERY = `?filter=${encodeURIComponent(JSON.stringify(["sample", "=", true]))}`;

const sum = (counts: Record<string, number>) =>
  Object.values(counts).reduce((total, count) => total + count, 0);

/** Made-up records to try things out: fill in, look at them, clear them. */
export function SamplesSection() {
  const { t } = useTranslation();
  const samples = useSamples().data;
  const [amount, setAmount] = useState<Amount>("small");
  const [started, setStarted] = useState<string | null>(null);
  const [last, setLast] = useState<Job | null>(null);
  const [clearing, setClearing] = useState(false);
  const fill = useMutation({
    mutationFn: () => fillSamples(amount),
    onSuccess: setStarted,
    onError: tellProblem,
  });
  const over = async (job: Job) => {
    setLast(job);
    await reloadMeta();
    await queries.invalidateQueries();
    setStarted(null);
  };
  const job = started ?? samples?.job?.id ?? null;
  return (
    <section id="samples" className="samples" aria-label={t("samples.title")}>
      <h2>{t("samples.title")}</h2>
      <p className="mut">{t("samples.about")}</p>
      {job ? (
        <JobProgress key={job} id={job} onOver={(done) => void over(done)} />
      ) : (
        <div className="row g8 w">
          <Select
            aria-label={t("samples.amount")}
            value={amount}
            onValue={(value) => setAmount(value as Amount)}
            choices={AMOUNTS.map((value) => ({ value, label: t(`samples.${value}`) }))}
          />
          <Button aria-disabled={fill.isPending} onClick={() => !fill.isPending && fill.mutate()}>
            {t("samples.fill")}
          </Button>
          {samples && samples.count > 0 && (
            <Button onClick={() => setClearing(true)}>{t("samples.clear")}</Button>
          )}
        </div>
      )}
      {last && !job && <Told job={last} />}
      {samples && samples.count > 0 && !job && <Counts samples={samples} />}
      {clearing && samples && (
        <ClearDialog
          samples={samples}
          onClose={() => setClearing(false)}
          onStarted={(id) => {
            setClearing(false);
            setStarted(id);
          }}
        />
      )}
    </section>
  );
}

/** How many samples each object has; each line leads to them. */
function Counts({ samples }: { samples: Samples }) {
  return (
    <ul className="row g8 w">
      {samples.objects.map((one) => (
        <li key={one.object}>
          <Link className="btn" href={listHref(one.object, QUERY)}>
            <Icon name={one.icon} />
            {one.title} <b>{one.count}</b>
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** What came of the last filling or clearing. */
function Told({ job }: { job: Job }) {
  const { t } = useTranslation();
  if (job.error) return <Banner tone="bad">{job.error}</Banner>;
  const result = (job.result ?? {}) as {
    made?: Record<string, number>;
    cleared?: Record<string, number>;
    failed?: number;
    kept?: number;
    reasons?: string[];
  };
  const { made, cleared, failed = 0, kept = 0, reasons = [] } = result;
  const texts = [
    job.state === "cancelled" && t(made ? "samples.stopped" : "samples.halted"),
    made && t("samples.filled", { count: sum(made) }),
    cleared && t("samples.cleared", { count: sum(cleared) }),
    kept > 0 && t("samples.kept", { count: kept }),
    failed > 0 && `${t("samples.failed", { count: failed })} ${reasons.join("; ")}`,
  ];
  return (
    <p role="status" className="m">
      {texts.filter(Boolean).join(" · ")}
    </p>
  );
}
