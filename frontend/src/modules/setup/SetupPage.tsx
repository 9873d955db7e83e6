import "./setup.css";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiProblem } from "@/api/problem";
import { type SetupAnswers, setUp, useSession } from "@/api/session";
import type { Language } from "@/api/types";
import { LANGUAGE_NAMES, switchLanguage } from "@/app/i18n";
import { useGo } from "@/app/Link";
import { Button } from "@/kit/Button";
import { Icon, Logo } from "@/kit/Icon";
import { Segmented } from "@/kit/inputs";
import { Banner } from "@/kit/states";
import { useAlone } from "@/kit/use-alone";
import { AdministratorStep } from "./AdministratorStep";
import { likelyCountry, offFor, useOffered } from "./choices";
import { FirmStep } from "./FirmStep";
import { KindStep } from "./KindStep";
import { ModulesStep } from "./ModulesStep";

const STEPS = ["firm", "kind", "person", "modules"] as const;
type Step = (typeof STEPS)[number];
const LANGUAGES: Language[] = ["ru", "de", "en"];
/** On which step a refused answer is put right. */
const STEP_OF: Record<string, Step> = { name: "person", login: "person", password: "person" };

const EMPTY: Omit<SetupAnswers, "language" | "modules" | "preset" | "demo"> = {
  firm: "",
  country: "",
  currency: "",
  timezone: "",
  name: "",
  login: "",
  password: "",
};

export type Answers = typeof EMPTY;

export interface StepProps {
  answers: Answers;
  problems: Record<string, string>;
  onChange: (change: Partial<Answers>) => void;
}

function Progress({ step }: { step: Step }) {
  const { t } = useTranslation();
  const at = STEPS.indexOf(step);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: on a phone the steps are scrolled by keys
    <ol className="steps" aria-label={t("setup.steps")} tabIndex={0}>
      {STEPS.map((one, index) => (
        <li
          key={one}
          className={index === at ? "now" : index < at ? "done" : ""}
          aria-current={index === at ? "step" : undefined}
        >
          <i>{index < at ? <Icon name="check" size="s" /> : index + 1}</i>
          {t(`setup.step_${one}`)}
        </li>
      ))}
    </ol>
  );
}

/** First run of an empty installation: the firm, its first administrator, its modules. */
export default function SetupPage() {
  const { t, i18n } = useTranslation();
  const go = useGo();
  const language = i18n.language as Language;
  const session = useSession().data;
  const offered = useOffered(language).data;
  const [step, setStep] = useState<Step>("firm");
  const [answers, setAnswers] = useState<Answers>(EMPTY);
  const [off, setOff] = useState<string[]>([]);
  const [preset, setPreset] = useState("");
  const [demo, setDemo] = useState(false);
  const done = session !== undefined && !session.setup;
  useEffect(() => {
    if (done) go("/", true);
  }, [done, go]);

  const countries = offered?.countries ?? [];
  const country = countries.find((one) => one.id === (answers.country || likelyCountry(language)));
  const filled: Answers = {
    ...answers,
    country: country?.id ?? "",
    currency: answers.currency || (country?.currency ?? ""),
    timezone: answers.timezone || (country?.timezone ?? ""),
  };
  const run = useMutation({
    mutationFn: () => {
      const modules = (offered?.modules ?? [])
        .filter((one) => one.required || !off.includes(one.id))
        .map((one) => one.id);
      return setUp({ ...filled, language, modules, preset, demo });
    },
    onError: (error) => {
      const field = error instanceof ApiProblem ? error.errors[0]?.field : undefined;
      if (field) setStep(STEP_OF[field] ?? "firm");
    },
  });
  const choose = (id: string) => {
    setPreset(id);
    const chosen = offered?.presets.find((one) => one.id === id);
    setOff(offFor(offered?.modules ?? [], chosen));
  };
  const alone = useAlone();
  const problems = run.error instanceof ApiProblem ? run.error.byField : {};
  const next = (event: FormEvent) => {
    event.preventDefault();
    const following = STEPS[STEPS.indexOf(step) + 1];
    if (following) setStep(following);
    // A refusal is shown above the step it belongs to.
    else void alone(() => run.mutateAsync().catch(() => undefined));
  };
  const parts = {
    answers: filled,
    problems,
    onChange: (change: Partial<Answers>) => setAnswers({ ...answers, ...change }),
  };
  const back = STEPS[STEPS.indexOf(step) - 1];
  return (
    <main className="login setup">
      <form className="lbox" onSubmit={next} aria-label={t("setup.title")}>
        <div className="row">
          <div className="brand">
            <Logo />
            <span>Kartei</span>
          </div>
          <span className="sp" />
          <Segmented
            label={t("settings.language")}
            value={language}
            onValue={(value) => void switchLanguage(value)}
            choices={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
          />
        </div>
        <div>
          <h1>{t("setup.title")}</h1>
          <p className="mut">{t(`setup.about_${step}`)}</p>
        </div>
        <Progress step={step} />
        {run.error && <Banner tone="bad">{run.error.message}</Banner>}
        {step === "firm" && <FirmStep {...parts} countries={countries} language={language} />}
        {step === "kind" && (
          <KindStep
            presets={offered?.presets ?? []}
            preset={preset}
            demo={demo}
            onPreset={choose}
            onDemo={setDemo}
          />
        )}
        {step === "person" && <AdministratorStep {...parts} />}
        {step === "modules" && (
          <ModulesStep modules={offered?.modules ?? []} off={off} onOff={setOff} />
        )}
        <div className="row foot">
          <Button tone="primary" type="submit" large aria-disabled={run.isPending}>
            {t(step === "modules" ? "setup.start" : "setup.next")}
          </Button>
          {back && (
            <Button large onClick={() => setStep(back)}>
              {t("setup.back")}
            </Button>
          )}
        </div>
      </form>
    </main>
  );
}
