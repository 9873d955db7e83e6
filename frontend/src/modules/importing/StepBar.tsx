import { useTranslation } from "react-i18next";
import { Icon } from "@/kit/Icon";
import { STEPS, type Step } from "./steps";

/** Where one is on the way from the file to the imported records. */
export function StepBar({ now, over = false }: { now: Step; over?: boolean }) {
  const { t } = useTranslation();
  const at = STEPS.indexOf(now);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: on a phone the steps are scrolled by keys
    <ol className="steps" aria-label={t("import.steps")} tabIndex={0}>
      {STEPS.map((step, index) => {
        const done = index < at || (over && index === at);
        const current = index === at;
        return (
          <li
            key={step}
            className={current && !done ? "now" : done ? "done" : ""}
            aria-current={current ? "step" : undefined}
          >
            <i>{done ? <Icon name="check" size="s" /> : index + 1}</i>
            {t(`import.step_${step}`)}
          </li>
        );
      })}
    </ol>
  );
}
