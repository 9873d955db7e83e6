import "@/styles/record.css";
import { useTranslation } from "react-i18next";
import type { ObjectMeta, Rec } from "@/api/types";
import { Failure } from "@/app/errors";
import { Banner, Late } from "@/kit/states";
import { blocksOf, useConditions } from "../form/blocks";
import { FormTabs } from "../form/FormTabs";
import { FieldRow } from "../record/FieldRow";
import type { AnyDefinition } from "./definition";
import { type Trial, useTrial } from "./layout-api";
import type { Place } from "./model";

interface Props {
  object: ObjectMeta;
  place: Place;
  definition: AnyDefinition;
  /** Empty: as the user himself sees it. */
  role: string;
  sample: Rec | undefined;
  phone: boolean;
}

const nothing = () => undefined;

/** The card as it will be, with the rights of a role; nothing can be changed here. */
export function Preview({ object, place, definition, role, sample, phone }: Props) {
  const { t } = useTranslation();
  const trial = useTrial({ object: object.name, place, definition, role: role || null });
  if (trial.error) return <Failure error={trial.error} onRetry={() => void trial.refetch()} />;
  if (!trial.data) return <Late>{t("state.loading")}</Late>;
  return (
    <div className={phone ? "lpreview phone" : "lpreview"}>
      {!trial.data.readable && <Banner>{t("layouts.unreadable")}</Banner>}
      <Shown shown={asForm(trial.data, place)} sample={sample} />
    </div>
  );
}

/** The flat lists are looked at as a form of one section. */
function asForm(trial: Trial, place: Place): Trial {
  if (place === "form") return trial;
  const part = { id: "main", title: "", collapsed: false, tab: "main", columns: 1 as const };
  return { ...trial, tabs: [], form: [{ ...part, fields: trial[place], settings: {} }] };
}

function Shown({ shown, sample }: { shown: Trial; sample: Rec | undefined }) {
  const { t } = useTranslation();
  const meets = useConditions(shown);
  const record = sample ?? ({ id: "", deleted: false } as unknown as Rec);
  const blocks = blocksOf(shown, ({ name }) => !sample || meets(name, sample));
  if (blocks.length === 0) return <p className="mut3">{t("layouts.nothing_shown")}</p>;
  return (
    <div className="fpane">
      <FormTabs object={shown} blocks={blocks}>
        {(parts) =>
          parts.map((part) => (
            <section key={part.id} className="sec">
              {part.title && <h2>{part.title}</h2>}
              <dl data-columns={part.columns}>
                {part.fields.map((field) => (
                  <FieldRow
                    key={field.name}
                    field={field}
                    width={part.widths[field.name] ?? 1}
                    record={record}
                    editable={false}
                    editing={null}
                    onEdit={nothing}
                    onType={nothing}
                    onSave={nothing}
                    onCancel={nothing}
                  />
                ))}
              </dl>
            </section>
          ))
        }
      </FormTabs>
    </div>
  );
}
