import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { may } from "@/api/meta";
import type { Field, ObjectMeta, Option, Rec } from "@/api/types";
import { Button, IconButton } from "@/kit/Button";
import { FieldsPane } from "@/platform/record/FieldsPane";
import { StageLevels } from "./StageLevels";
import { LISTS, useRoles } from "./stage-rights";
import { Ways } from "./Ways";

/** Set elsewhere on the screen: the pipeline by where one is, the place by dragging. */
const ELSEWHERE = new Set<string>(["funnel", "position", "moves", ...LISTS]);

const DEMANDED = "required";

/** Only what the records at the stage have can be demanded of them. */
function demandable(field: Field, counted: ObjectMeta | undefined): Option[] {
  const known = new Set(counted?.fields.map((one) => one.name));
  return (field.options ?? []).filter((option) => known.has(option.value));
}

interface Props {
  stage: ObjectMeta;
  record: Rec;
  /** The stages of all pipelines. */
  every: Rec[];
  /** Meta of what stands at the stage. */
  counted: ObjectMeta | undefined;
  editable: boolean;
  onRetire: () => void;
  onClose: () => void;
}

/** What holds at a stage; every field is saved by itself. */
export function StagePane({ stage, record, every, counted, ...rest }: Props) {
  const { t } = useTranslation();
  const { editable, onRetire, onClose } = rest;
  const roles = useRoles().filter((one) => !one.administrator);
  const shown = useMemo(() => {
    const form = stage.form
      .map((section) => ({
        ...section,
        collapsed: false,
        fields: section.fields.filter((name) => !ELSEWHERE.has(name)),
      }))
      .filter((section) => section.fields.length > 0);
    // No field is hidden for being empty: here one looks at what could be set.
    const quick = form.flatMap((section) => section.fields);
    const fields = stage.fields.map((field) =>
      field.name === DEMANDED ? { ...field, options: demandable(field, counted) } : field,
    );
    return { ...stage, form, quick, fields };
  }, [stage, counted]);
  return (
    <>
      <div className="row fpanehead">
        <h2 className="ell">{String(record.name)}</h2>
        <span className="sp" />
        <IconButton icon="close" label={t("action.close")} onClick={onClose} />
      </div>
      <FieldsPane key={record.id} object={shown} record={record} />
      <Ways stage={stage} record={record} every={every} editable={editable} />
      {roles.length > 0 && (
        <section className="sec" aria-label={t("funnel.rights")}>
          <h2>{t("funnel.rights")}</h2>
          <StageLevels
            editable={editable}
            lines={roles.map((role) => ({ stage: record, role, name: String(role.name) }))}
          />
        </section>
      )}
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
