import { useTranslation } from "react-i18next";
import { fieldOf } from "@/api/meta";
import type { ObjectMeta } from "@/api/types";
import { Button, IconButton } from "@/kit/Button";
import { Checkbox } from "@/kit/inputs";
import { StandardColumns } from "../layouts/StandardColumns";

interface Props {
  object: ObjectMeta;
  shown: string[];
  onChange: (columns: string[] | null) => void;
  /** Opens the making of a field, or of the one with this record; left out for who may not. */
  onShape: ((field?: string) => void) | undefined;
}

/** Which fields are columns and in which order. */
export default function ColumnsPanel({ object, shown, onChange, onShape }: Props) {
  const { t } = useTranslation();
  const others = object.fields.filter(
    (field) => !shown.includes(field.name) && field.kind !== "lines",
  );
  const move = (index: number, by: number) => {
    const next = [...shown];
    const [name = ""] = next.splice(index, 1);
    next.splice(index + by, 0, name);
    onChange(next);
  };
  const pen = (name: string) => {
    const field = fieldOf(object, name);
    return (
      onShape &&
      field?.shaped_by && (
        <IconButton
          small
          icon="edit"
          label={t("shape.change", { label: field.label })}
          onClick={() => onShape(field.shaped_by ?? undefined)}
        />
      )
    );
  };
  const box = (name: string, label: string, on: boolean) => (
    <label className="row g4 sp">
      <Checkbox
        checked={on}
        disabled={on && shown.length === 1}
        onValue={(add) => onChange(add ? [...shown, name] : shown.filter((one) => one !== name))}
      />
      <span className="ell">{label}</span>
    </label>
  );
  return (
    <div className="colpanel">
      <ul>
        {shown.map((name, index) => {
          const label = fieldOf(object, name)?.label ?? name;
          return (
            <li key={name} className="row g4">
              {box(name, label, true)}
              {pen(name)}
              <IconButton
                small
                icon="chevron-up"
                label={t("columns.up", { label })}
                disabled={index === 0}
                onClick={() => move(index, -1)}
              />
              <IconButton
                small
                icon="chevron-down"
                label={t("columns.down", { label })}
                disabled={index === shown.length - 1}
                onClick={() => move(index, 1)}
              />
            </li>
          );
        })}
      </ul>
      {others.length > 0 && (
        <ul className="others">
          {others.map((field) => (
            <li key={field.name} className="row g4">
              {box(field.name, field.label, false)}
              {pen(field.name)}
            </li>
          ))}
        </ul>
      )}
      <div className="row g4">
        <Button tone="quiet" icon="undo" className="start" onClick={() => onChange(null)}>
          {t("columns.reset")}
        </Button>
        {onShape && (
          <Button tone="quiet" icon="plus" onClick={() => onShape()}>
            {t("shape.new_field")}
          </Button>
        )}
      </div>
      <StandardColumns object={object} shown={shown} onDone={() => onChange(null)} />
    </div>
  );
}
