import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { Rec, Tone } from "@/api/types";
import { Select } from "@/kit/inputs";
import { Tag } from "@/kit/Tag";
import { LEVELS, type Level, levelOf, useRoles, useStageRights } from "./stage-rights";

const EffectDialog = lazy(() => import("@/modules/access/EffectDialog"));

interface Line {
  stage: Rec;
  role: Rec;
  /** Names the line: the stage in a role, the role at a stage. */
  name: string;
  tone?: Tone | null;
}

interface Props {
  lines: Line[];
  editable: boolean;
}

/** What roles may at stages, a line for each; a change is weighed, then saved by itself. */
export function StageLevels({ lines, editable }: Props) {
  const { t } = useTranslation();
  const roles = useRoles();
  const rights = useStageRights();
  const choices = LEVELS.map((level) => ({ value: level, label: t(`funnel.right_${level}`) }));
  return (
    <>
      <ul className="flev">
        {lines.map(({ stage, role, name, tone }) => (
          <li key={stage.id + role.id}>
            {tone === undefined ? (
              <span className="ell">{name}</span>
            ) : (
              <Tag tone={tone}>{name}</Tag>
            )}
            <Select
              aria-label={t("funnel.right_of", {
                role: String(role.name),
                stage: String(stage.name),
              })}
              value={levelOf(stage, role.id)}
              disabled={!editable || roles.length === 0}
              choices={choices}
              onValue={(value) => void rights.give(stage, role.id, value as Level, roles)}
            />
          </li>
        ))}
      </ul>
      <Suspense>
        {rights.wish && (
          <EffectDialog
            title={t("rights.before_saving")}
            confirm={t("action.save")}
            effect={rights.wish.effect}
            saving={rights.saving}
            onConfirm={() => void rights.confirm()}
            onCancel={rights.cancel}
          />
        )}
      </Suspense>
    </>
  );
}
