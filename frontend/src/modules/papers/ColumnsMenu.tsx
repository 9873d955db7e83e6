import { useTranslation } from "react-i18next";
import type { ObjectMeta } from "@/api/types";
import { Button, IconButton } from "@/kit/Button";
import { Checkbox } from "@/kit/inputs";
import { Popover } from "@/kit/Popover";
import { useFieldDialog } from "@/platform/shaping/use-field-dialog";
import type { LineColumns } from "./use-columns";

interface Props {
  columns: LineColumns;
  /** The lines as a place that takes fields of its own. */
  part: ObjectMeta;
}

/** Which columns the lines show; who may shape the system adds and changes columns here. */
export function ColumnsMenu({ columns, part }: Props) {
  const { t } = useTranslation();
  const field = useFieldDialog(part, (name) => columns.show(name, true));
  return (
    <>
      <Popover
        label={t("columns.title")}
        placement="bottom end"
        trigger={<IconButton small icon="columns" label={t("columns.title")} />}
      >
        {(close) => (
          <div className="colpanel">
            <ul>
              {columns.choices.map((one) => (
                <li key={one.name} className="row g4">
                  <label className="row g4 sp">
                    <Checkbox
                      checked={columns.shown(one.name)}
                      onValue={(on) => columns.show(one.name, on)}
                    />
                    <span className="ell">{one.label}</span>
                  </label>
                  {field.open && one.shaped_by && (
                    <IconButton
                      small
                      icon="edit"
                      label={t("shape.change", { label: one.label })}
                      onClick={() => {
                        close();
                        field.open?.(one.shaped_by ?? undefined);
                      }}
                    />
                  )}
                </li>
              ))}
            </ul>
            {field.open && (
              <Button
                tone="quiet"
                icon="plus"
                className="start"
                onClick={() => {
                  close();
                  field.open?.();
                }}
              >
                {t("shape.new_field")}
              </Button>
            )}
          </div>
        )}
      </Popover>
      {field.dialog}
    </>
  );
}
