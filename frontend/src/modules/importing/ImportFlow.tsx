import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useMeta } from "@/api/meta";
import { useCommands } from "@/app/commands";
import { Failure } from "@/app/errors";
import { useFormat } from "@/app/format";
import { useGo } from "@/app/Link";
import { useRider } from "@/app/riders";
import { Button } from "@/kit/Button";
import { Banner, Late } from "@/kit/states";
import { CheckStep } from "./CheckStep";
import { ColumnsStep } from "./ColumnsStep";
import { DuplicatesStep } from "./DuplicatesStep";
import { actOnImport, changeImport, type Import, type ImportChange, useImport } from "./import-api";
import { Outcome } from "./Outcome";
import { RunStep } from "./RunStep";
import { StepBar } from "./StepBar";
import { importHref, STEPS, type Step, stepHref, stepOf } from "./steps";

interface HeadProps {
  one: Import;
  step: Step;
  busy: boolean;
  onNext: (() => void) | null;
}

/** File, counts, one step back and one step on. */
function Head({ one, step, busy, onNext }: HeadProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const go = useGo();
  const rows = one.preview?.rows ?? 0;
  const back = STEPS[STEPS.indexOf(step) - 1];
  const href =
    back === undefined || back === "file"
      ? importHref(one.object)
      : stepHref(one.object, one.id, back);
  return (
    <div className="head">
      <h1 className="ell">{t("import.of_file", { file: one.file.name })}</h1>
      <span className="cnt">
        {t("import.rows", { count: rows, number: format.integer(rows) })},{" "}
        {t("import.columns", { count: one.columns.length })}
      </span>
      <span className="sp" />
      <Button className="hide-m" onClick={() => go(href)}>
        {t("import.back")}
      </Button>
      {onNext && (
        <Button tone="primary" aria-disabled={busy} onClick={() => !busy && onNext()}>
          {t(`import.next_${step}`, { count: rows, number: format.integer(rows) })}
        </Button>
      )}
    </div>
  );
}

function Draft({ one, step }: { one: Import; step: Step }) {
  const { t } = useTranslation();
  const go = useGo();
  const title = t("import.of_file", { file: one.file.name });
  const href = stepHref(one.object, one.id, step);
  useRider({ key: importHref(one.object), href, title, icon: "upload", dirty: true });
  const change = useMutation({
    mutationFn: (wish: ImportChange) => changeImport(one.id, wish),
    scope: { id: one.id },
  });
  const run = useMutation({
    mutationFn: () => actOnImport(one.id, "run"),
    onSuccess: () => go(stepHref(one.object, one.id, "import"), true),
    onError: () => {
      started.current = false;
    },
  });
  const started = useRef(false);
  const next = () => {
    if (step === "check") {
      if (!started.current) run.mutate();
      started.current = true;
      return;
    }
    go(stepHref(one.object, one.id, STEPS[STEPS.indexOf(step) + 1] ?? "check"));
  };
  const useful = one.columns.some((column) => column.target);
  const failed = change.error ?? run.error;
  useCommands([
    {
      id: "import.next",
      label: t("import.next"),
      icon: "check",
      shortcut: "ctrl+enter",
      inFields: true,
      hint: t("import.hint_next"),
      when: () => useful && !change.isPending,
      run: next,
    },
  ]);
  const parts = { one, busy: change.isPending, onChange: change.mutate };
  return (
    <div className="importpage">
      <Head
        one={one}
        step={step}
        busy={!useful || change.isPending || run.isPending}
        onNext={next}
      />
      <StepBar now={step} />
      {failed && <Banner tone="bad">{failed.message}</Banner>}
      <div className="two">
        {step === "columns" && <ColumnsStep {...parts} />}
        {step === "duplicates" && <DuplicatesStep {...parts} />}
        {step === "check" && <CheckStep one={one} />}
        <Outcome one={one} busy={change.isPending} />
      </div>
    </div>
  );
}

/** One import: set up while it is a draft, watched while it runs, read when it is over. */
export function ImportFlow({ id, step }: { id: string; step: string | undefined }) {
  const { t } = useTranslation();
  const { objects } = useMeta();
  const found = useImport(id);
  if (found.error) return <Failure error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Late>{t("state.loading")}</Late>;
  const one = found.data;
  const wished = stepOf(step);
  if (one.state === "draft")
    return <Draft one={one} step={wished === "file" || wished === "import" ? "columns" : wished} />;
  return <RunStep one={one} object={objects[one.object]} />;
}
