import { useTranslation } from "react-i18next";
import type { Draft } from "./build";
import { calculatorOf, type Priced, type Values } from "./calculator";
import { Outcome } from "./Outcome";
import { Parameters } from "./Parameters";
import { Steps } from "./Steps";

interface Props {
  draft: Draft;
  values: Values;
  priced: Priced | undefined;
  /** What is wrong with the calculator itself. */
  refused: string[];
  onSet: (name: string, value: string | boolean) => void;
}

/** The calculator at work while it is built: parameters, figures, the line and the way to it. */
export function Trial({ draft, values, priced, refused, onSet }: Props) {
  const { t } = useTranslation();
  const calculator = calculatorOf({ ...draft, id: "" } as never);
  const faults = priced?.faults ?? [];
  const problems = Object.fromEntries(faults.map((one) => [one.parameter, one.detail]));
  return (
    <section className="look calcbody" aria-label={t("calc.trial")}>
      <h2>{t("calc.trial")}</h2>
      <Parameters calculator={calculator} values={values} problems={problems} onSet={onSet} />
      {faults
        .filter((one) => !one.parameter)
        .map((one) => (
          <p key={one.detail} className="errm">
            {one.detail}
          </p>
        ))}
      {refused.map((one) => (
        <p key={one} className="errm">
          {one}
        </p>
      ))}
      <Outcome calculator={calculator} values={values} priced={priced} />
      {priced?.steps && priced.steps.length > 0 && <Steps steps={priced.steps} />}
    </section>
  );
}
