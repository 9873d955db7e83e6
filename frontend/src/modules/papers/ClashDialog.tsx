import { useTranslation } from "react-i18next";
import { fieldOf } from "@/api/meta";
import type { ObjectMeta } from "@/api/types";
import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";
import { Value } from "@/platform/values";
import type { PaperDraft } from "./use-draft";
import type { Clash } from "./use-saving";

interface Props {
  object: ObjectMeta;
  draft: PaperDraft;
  clash: Clash;
  onResolve: (mine: boolean) => void;
}

/** Somebody else has saved meanwhile: the fields in conflict with both values. */
export default function ClashDialog({ object, draft, clash, onResolve }: Props) {
  const { t } = useTranslation();
  const mine: Record<string, unknown> = { ...draft.values, lines: draft.lines };
  return (
    <Dialog
      title={t("conflict.title")}
      closeLabel={t("action.close")}
      isOpen
      blocking
      onClose={() => onResolve(false)}
      actions={
        <>
          <Button tone="primary" onClick={() => onResolve(true)}>
            {t("conflict.keep_mine")}
          </Button>
          <Button onClick={() => onResolve(false)}>{t("conflict.keep_theirs")}</Button>
        </>
      }
    >
      <p>{clash.fields.length > 0 ? t("offer.clash") : t("offer.clash_elsewhere")}</p>
      {clash.fields.map((name) => {
        const field = fieldOf(object, name);
        if (!field) return null;
        return (
          <dl key={name} className="sec">
            <div className="f">
              <dt>{field.label}</dt>
              <dd />
            </div>
            <div className="f">
              <dt className="mut">{t("conflict.mine")}</dt>
              <dd>
                <Value field={field} value={mine[name]} />
              </dd>
            </div>
            <div className="f">
              <dt className="mut">{t("conflict.theirs")}</dt>
              <dd>
                <Value field={field} value={clash.current[name]} />
              </dd>
            </div>
          </dl>
        );
      })}
    </Dialog>
  );
}
