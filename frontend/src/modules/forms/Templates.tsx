import { useTranslation } from "react-i18next";
import type { Offered } from "./forms-api";

interface Props {
  templates: Offered["templates"];
  value: string;
  onValue: (id: string) => void;
}

/** The templates that suit a record, one of them chosen. */
export function Templates({ templates, value, onValue }: Props) {
  const { t } = useTranslation();
  return (
    <div className="forms-pick" role="radiogroup" aria-label={t("forms.template")}>
      {templates.map((one) => (
        <label key={one.id} className="row g8">
          <input
            type="radio"
            name="template"
            checked={one.id === value}
            onChange={() => onValue(one.id)}
          />
          <span>{one.name}</span>
          <span className="mut3 sm">{one.language.toUpperCase()}</span>
        </label>
      ))}
    </div>
  );
}
