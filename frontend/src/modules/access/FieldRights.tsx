import { useTranslation } from "react-i18next";
import { Select } from "@/kit/inputs";
import type { Table } from "./rights";
import { FIELD_RIGHTS, type FieldRight, type Giving, type RightsObject, setField } from "./rights";

interface Props {
  object: RightsObject;
  role: Giving;
  saved: Giving;
  readOnly: boolean;
  onFields: (fields: Table) => void;
}

/** The words of a right to a field; nothing said is as the field is by nature. */
export function useRightWords() {
  const { t } = useTranslation();
  return (right: string | undefined) => t(`rights.field_${(right ?? "unset") as FieldRight}`);
}

/** The fields of one object: hidden, read only, to be changed, or as they are by nature. */
export function FieldRights({ object, role, saved, readOnly, onFields }: Props) {
  const { t } = useTranslation();
  const words = useRightWords();
  return (
    <ul className="mxfl">
      {object.fields.map((field) => {
        const set = role.fields[object.name]?.[field.name];
        const fresh = set !== saved.fields[object.name]?.[field.name];
        const rights = FIELD_RIGHTS.filter((one) => field.nature !== "read" || one !== "write");
        return (
          <li key={field.name} className={fresh ? "new" : ""}>
            <span className={set ? "m ell" : "ell"}>{field.label}</span>
            <Select
              aria-label={t("rights.field_right", { object: object.title, field: field.label })}
              value={set ?? ""}
              disabled={readOnly}
              onValue={(value) =>
                onFields(
                  setField(role.fields, object.name, field.name, (value as FieldRight) || null),
                )
              }
              empty={t("rights.by_nature", { right: words(field.nature) })}
              choices={rights.map((one) => ({ value: one, label: words(one) }))}
            />
          </li>
        );
      })}
    </ul>
  );
}
