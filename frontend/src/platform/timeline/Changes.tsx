import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/kit/Button";
import type { FieldChange } from "./model";

/** Changes shown before the rest is folded. */
const FEW = 3;

/** "Amount: 1 196 000 → 1 284 500 ₽"; an empty side is said in words. */
export function ChangeWords({ change }: { change: FieldChange }) {
  const { t } = useTranslation();
  const nothing = <span className="mut3">{t("timeline.nothing")}</span>;
  return (
    <>
      {change.label}: {change.old && <span className="mut">{change.old} → </span>}
      {change.new || nothing}
    </>
  );
}

/** Several changed fields, one under the other. */
export function Changes({ changes }: { changes: FieldChange[] }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const shown = all ? changes : changes.slice(0, FEW);
  const hidden = changes.length - shown.length;
  return (
    <ul className="chgs">
      {shown.map((change) => (
        <li key={change.field}>
          <ChangeWords change={change} />
        </li>
      ))}
      {hidden > 0 && (
        <li>
          <Button tone="quiet" className="start" onClick={() => setAll(true)}>
            {t("timeline.more_changes", { count: hidden })}
          </Button>
        </li>
      )}
    </ul>
  );
}
