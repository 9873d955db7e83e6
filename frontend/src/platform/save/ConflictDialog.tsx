import { useTranslation } from "react-i18next";
import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";
import { Value } from "../values";
import type { OpenConflict } from "./conflicts";

/** Both values of a field that two people have changed; one stays. */
export default function ConflictDialog({ conflict }: { conflict: OpenConflict }) {
  const { t } = useTranslation();
  const { field, mine, theirs, answer } = conflict;
  return (
    <Dialog
      title={t("conflict.title")}
      closeLabel={t("action.close")}
      isOpen
      blocking
      size="s"
      onClose={() => answer(false)}
      actions={
        <>
          <Button tone="primary" onClick={() => answer(true)}>
            {t("conflict.keep_mine")}
          </Button>
          <Button onClick={() => answer(false)}>{t("conflict.keep_theirs")}</Button>
        </>
      }
    >
      <p>{t("conflict.text", { field: field.label })}</p>
      <dl>
        <div className="f">
          <dt>{t("conflict.mine")}</dt>
          <dd>
            <Value field={field} value={mine} />
          </dd>
        </div>
        <div className="f">
          <dt>{t("conflict.theirs")}</dt>
          <dd>
            <Value field={field} value={theirs} />
          </dd>
        </div>
      </dl>
    </Dialog>
  );
}
