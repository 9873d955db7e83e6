import { useTranslation } from "react-i18next";
import type { Depth } from "@/api/types";
import { Circle } from "./Circle";
import type { Catalogue } from "./rights";

/** What the circles mean. */
export function Legend({
  catalogue,
  withTemplate,
}: {
  catalogue: Catalogue;
  withTemplate: boolean;
}) {
  const { t } = useTranslation();
  return (
    <div className="foot rleg">
      {catalogue.depths.map(({ name, label }) => (
        <span key={name} className="row g4 nw">
          <span className="rlc acc">
            <Circle depth={name as Depth} />
          </span>
          {label}
        </span>
      ))}
      <span className="row g4 nw">
        <span className="rlc inh">
          <Circle depth="own" />
        </span>
        {t("rights.as_rest")}
      </span>
      <span className="sp" />
      {withTemplate && (
        <span className="row g4 nw">
          <span className="rdot" />
          {t("rights.unlike_template")}
        </span>
      )}
    </div>
  );
}
