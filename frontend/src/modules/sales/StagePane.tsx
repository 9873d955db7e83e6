import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { may } from "@/api/meta";
import type { ObjectMeta, Rec } from "@/api/types";
import { Button, IconButton } from "@/kit/Button";
import { FieldsPane } from "@/platform/record/FieldsPane";
import { Ways } from "./Ways";

/** Set elsewhere on the screen: the pipeline by where one is, the place by dragging. */
const ELSEWHERE = new Set(["funnel", "position", "moves"]);

interface Props {
  stage: ObjectMeta;
  record: Rec;
  /** The stages of all pipelines. */
  every: Rec[];
  editable: boolean;
  onRetire: () => void;
  onClose: () => void;
}

/** What holds at a stage; every field is saved by itself. */
export function StagePane({ stage, record, every, editable, onRetire, onClose }: Props) {
  const { t } = useTranslation();
  const shown = useMemo(() => {
    const form = stage.form.map((section) => ({
      ...section,
      collapsed: false,
      fields: section.fields.filter((name) => !ELSEWHERE.has(name)),
    }));
    // No field is hidden for being empty: here one looks at what could be set.
    return { ...stage, form, quick: form.flatMap((section) => section.fields) };
  }, [stage]);
  return (
    <>
      <div className="row fpanehead">
        <h2 className="ell">{String(record.name)}</h2>
        <span className="sp" />
        <IconButton icon="close" label={t("action.close")} onClick={onClose} />
      </div>
      <FieldsPane key={record.id} object={shown} record={record} />
      <Ways stage={stage} record={record} every={every} editable={editable} />
      {editable && may(stage, "delete") && (
        <div className="sec">
          <Button icon="archive" onClick={onRetire}>
            {t("funnel.retire")}
          </Button>
        </div>
      )}
    </>
  );
}
