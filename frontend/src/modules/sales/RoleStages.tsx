import "./funnel.css";
import { useTranslation } from "react-i18next";
import { may, useObject } from "@/api/meta";
import { useList } from "@/api/records";
import type { LinkValue, ObjectMeta, Rec, Tone } from "@/api/types";
import { StageLevels } from "./StageLevels";
import { levelOf } from "./stage-rights";
import { STAGE } from "./use-funnel";

interface Props {
  role: Rec;
}

function Pipelines({ object, role }: Props & { object: ObjectMeta }) {
  const { t } = useTranslation();
  const list = useList(STAGE, { limit: 200, fields: ["*"], sort: "position" });
  const stages = list.data?.pages.flatMap((page) => page.items) ?? [];
  const funnels = [...new Map(stages.map((one) => [(one.funnel as LinkValue).id, one.funnel]))];
  const limited = stages.filter((one) => levelOf(one, role.id) !== "move").length;
  if (stages.length === 0) return null;
  return (
    <section className="sec" aria-label={t("funnel.stage_rights")}>
      <h2>
        {t("funnel.stage_rights")}
        <span className="sp" />
        <span>{limited > 0 ? limited : t("funnel.unlimited")}</span>
      </h2>
      {funnels.map(([id, funnel]) => (
        <details key={id} className="flevs">
          <summary>{(funnel as LinkValue).title}</summary>
          <StageLevels
            editable={may(object, "write")}
            lines={stages
              .filter((one) => (one.funnel as LinkValue).id === id)
              .map((stage) => ({
                stage,
                role,
                name: String(stage.name),
                tone: stage.color as Tone | null,
              }))}
          />
        </details>
      ))}
    </section>
  );
}

/** What a role may at the stages of every pipeline, in the editor of the role. */
export default function RoleStages({ role }: Props) {
  const object = useObject(STAGE);
  if (!object || role.administrator === true || role.deleted === true) return null;
  return <Pipelines object={object} role={role} />;
}
