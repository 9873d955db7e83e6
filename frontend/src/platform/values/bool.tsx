import { useTranslation } from "react-i18next";
import { Icon } from "@/kit/Icon";
import { Select, Switch } from "@/kit/inputs";
import type { EditProps, FilterProps, ShowProps, ValueKind } from "./kind";

function Show({ value, short }: ShowProps) {
  const { t } = useTranslation();
  const word = value ? t("value.yes") : t("value.no");
  if (!short) return <>{word}</>;
  return value ? <Icon name="check" label={word} /> : <span className="vh">{word}</span>;
}

function Edit({ field, value, onChange, ...rest }: EditProps) {
  return (
    <Switch
      id={rest.id ?? ""}
      aria-label={field.label}
      checked={value === true}
      onValue={(next) => onChange(next)}
    />
  );
}

function Filter({ field, value, onChange, autoFocus }: FilterProps) {
  const { t } = useTranslation();
  return (
    <Select
      aria-label={field.label}
      autoFocus={autoFocus}
      value={value === false ? "no" : "yes"}
      onValue={(next) => onChange(next === "yes")}
      choices={[
        { value: "yes", label: t("value.yes") },
        { value: "no", label: t("value.no") },
      ]}
    />
  );
}

export const bool: ValueKind = { Show, Edit, Filter, width: 72 };
