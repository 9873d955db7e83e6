import { useTranslation } from "react-i18next";
import { fieldOf } from "@/api/meta";
import type { LinkValue, ObjectMeta, Rec, Tone } from "@/api/types";
import { Checkbox } from "@/kit/inputs";
import { Tag } from "@/kit/Tag";
import { useSaveField } from "@/platform/save/use-save-field";

interface Props {
  stage: ObjectMeta;
  record: Rec;
  every: Rec[];
  editable: boolean;
}

/** Where one may go from a stage: any number of stages, its own pipeline first; none means any. */
export function Ways({ stage, record, every, editable }: Props) {
  const { t } = useTranslation();
  const field = fieldOf(stage, "moves");
  const { save } = useSaveField(stage);
  if (!field) return null;
  const chosen = (record.moves as LinkValue[] | null) ?? [];
  const ids = chosen.map(({ id }) => id);
  const own = (record.funnel as LinkValue).id;
  const funnels = [...new Map(every.map((one) => [(one.funnel as LinkValue).id, one.funnel]))]
    .map(([, funnel]) => funnel as LinkValue)
    .sort((a, b) => Number(b.id === own) - Number(a.id === own));
  const toggle = (one: Rec) => {
    const link = { id: one.id, title: String(one.name) };
    const next = ids.includes(one.id)
      ? chosen.filter(({ id }) => id !== one.id)
      : [...chosen, link];
    void save(record, field, next);
  };
  return (
    <section className="sec ways" aria-label={field.label}>
      <h2>
        {field.label}
        <span className="sp" />
        <span>
          {ids.length === 0 ? t("funnel.anywhere") : t("funnel.chosen", { count: ids.length })}
        </span>
      </h2>
      {funnels.map((funnel) => (
        <fieldset key={funnel.id}>
          {funnels.length > 1 && <legend>{funnel.title}</legend>}
          {every
            .filter((one) => (one.funnel as LinkValue).id === funnel.id && one.id !== record.id)
            .map((one) => (
              <label key={one.id} className="row g4">
                <Checkbox
                  checked={ids.includes(one.id)}
                  disabled={!editable}
                  onValue={() => toggle(one)}
                />
                <Tag tone={one.color as Tone | null}>{String(one.name)}</Tag>
              </label>
            ))}
        </fieldset>
      ))}
    </section>
  );
}
