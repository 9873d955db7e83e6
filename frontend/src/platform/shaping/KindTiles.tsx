import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { Kind, Option } from "@/api/types";
import { Icon } from "@/kit/Icon";
import { KIND_ICONS } from "./kinds";

interface Props {
  options: Option[];
  value: string;
  onChange: (kind: string) => void;
}

/** What kind of field: one tile each; arrows walk through them as through any radio group. */
export function KindTiles({ options, value, onChange }: Props) {
  const { t } = useTranslation();
  const name = useId();
  return (
    <fieldset className="tiles">
      <legend className="lab req">{t("shape.kind")}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <Icon name={KIND_ICONS[option.value as Kind] ?? "text"} />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
