import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { invalidateObject } from "@/api/records";
import type { Job, ObjectMeta } from "@/api/types";
import { tellProblem } from "@/app/errors";
import { Link } from "@/app/Link";
import { useRider } from "@/app/riders";
import { Icon } from "@/kit/Icon";
import { Banner } from "@/kit/states";
import { toast } from "@/kit/toasts";
import { useAlone } from "@/kit/use-alone";
import { listHref } from "@/platform/addresses";
import { JobProgress } from "@/platform/jobs/JobProgress";
import { useJob } from "@/platform/jobs/use-job";
import { Beside } from "./Beside";
import { FaultTable } from "./CheckStep";
import { actOnImport, type Import, keptOf, refreshImports } from "./import-api";
import { KeptList } from "./KeptList";
import { ResultActions, ResultCounts } from "./Result";
import { StepBar } from "./StepBar";
import { importHref, stepHref } from "./steps";

interface Props {
  one: Import;
  object: ObjectMeta | undefined;
}

/** A running import with its progress; afterwards what came of it and the way back. */
export function RunStep({ one, object }: Props) {
  const { t } = useTranslation();
  const [job, setJob] = useState(one.state === "running" ? one.job : null);
  const [last, setLast] = useState<Job | null>(null);
  const undone = one.state === "undone";
  // Read again later, the job of the undo still tells what it left alone.
  const earlier = useJob(undone && !last ? one.job : null).data;
  const kept = keptOf(last ?? earlier);
  const back = (last ?? earlier)?.result?.undone;
  const title = t("import.of_file", { file: one.file.name });
  const href = stepHref(one.object, one.id, "import");
  useRider({ key: importHref(one.object), href, title, icon: "upload" });
  const watched = job ?? (one.state === "running" ? one.job : null);
  const onOver = (done: Job) => {
    setJob(null);
    setLast(done);
    if (done.error) tellProblem(new Error(done.error));
    void refreshImports();
    void invalidateObject(one.object);
  };
  const alone = useAlone();
  const undo = useMutation({
    mutationFn: () => actOnImport(one.id, "undo"),
    onSuccess: (started) => {
      setJob(started);
      toast(t("import.undoing"));
    },
    onError: tellProblem,
  });
  return (
    <div className="importpage">
      <div className="head">
        <h1 className="ell">{title}</h1>
        <span className="sp" />
        {object && (
          <Link className="btn" href={listHref(object.name)}>
            {t("import.to_list")}
          </Link>
        )}
        <Link className="btn" href={importHref(one.object)}>
          <Icon name="upload" />
          {t("import.another")}
        </Link>
      </div>
      <StepBar now="import" over={one.state === "done" && !watched} />
      {watched ? (
        <div className="running">
          <JobProgress id={watched} onOver={onOver} />
        </div>
      ) : (
        <div className="result">
          <p className="b outcome">{t(`import.is_${one.state}`)}</p>
          {undone ? (
            typeof back === "number" && <p>{t("import.taken_back", { count: back })}</p>
          ) : (
            <>
              <ResultCounts one={one} />
              <Beside counts={one.result?.beside} />
            </>
          )}
          <ResultActions
            one={one}
            object={object}
            undoing={undo.isPending}
            onUndo={() => void alone(() => undo.mutateAsync().catch(() => undefined))}
          />
          {kept.length > 0 && <KeptList kept={kept} />}
          {one.state === "failed" && <Banner tone="bad">{t("import.failed_text")}</Banner>}
        </div>
      )}
      {!watched && one.preview && one.preview.faults.length > 0 && one.state === "done" && (
        <section aria-label={t("import.faults")}>
          <h2 className="gh">{t("import.faults")}</h2>
          <FaultTable faults={one.preview.faults} />
        </section>
      )}
    </div>
  );
}
