import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { Field, Filter, ObjectMeta } from "@/api/types";
import { Button } from "@/kit/Button";
import { Popover } from "@/kit/Popover";
import { Sentence } from "../filter/Sentence";
import { OwnFieldsOnly } from "../filter/use-choices";

const FilterPanel = lazy(() => import("../filter/FilterPanel"));

interface Props {
  object: ObjectMeta;
  field: Field;
  when: Filter | null;
  onChange: (when: Filter | null) => void;
}

/** When a field is shown: always, or while the record's own values meet a condition. */
export function Condition({ object, field, when, onChange }: Props) {
  const { t } = useTranslation();
  // Whether a field is shown cannot hang on itself.
  const others = { ...object, fields: object.fields.filter(({ name }) => name !== field.name) };
  return (
    <div className="lcond">
      <span className="lab">{t("layouts.when")}</span>
      <p>{when ? <Sentence filter={when} object={object} /> : t("layouts.when_always")}</p>
      {field.required && !field.read_only ? (
        <p className="help">{t("layouts.when_required")}</p>
      ) : (
        <div className="row g4">
          <Popover
            label={t("layouts.when")}
            trigger={
              <Button icon="filter">{t(when ? "layouts.when_change" : "layouts.when_add")}</Button>
            }
          >
            {(close) => (
              <Suspense>
                <OwnFieldsOnly.Provider value>
                  <FilterPanel
                    object={others}
                    part={when}
                    onDone={(next) => {
                      close();
                      onChange(next);
                    }}
                  />
                </OwnFieldsOnly.Provider>
              </Suspense>
            )}
          </Popover>
          {when && (
            <Button tone="quiet" onClick={() => onChange(null)}>
              {t("layouts.when_remove")}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
