import { useId } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/app/format";
import { Checkbox, Select } from "@/kit/inputs";
import type { StepProps } from "./ColumnsStep";
import type { Import } from "./import-api";

/** How many rows from the top may be chosen as the head. */
const HEADS = 20;

/** Address books know their columns: there is no head to be chosen. */
export function hasHead(one: Pick<Import, "kind">): boolean {
  return !["google", "outlook", "vcard"].includes(one.kind);
}

/** What was recognised of the file; sheet and head row can be put right. */
export function FileFacts({ one, onChange }: Omit<StepProps, "busy">) {
  const { t } = useTranslation();
  const format = useFormat();
  const id = useId();
  const heads = Array.from({ length: HEADS }, (_, at) => ({
    value: String(at + 1),
    label: t("import.head_row", { number: at + 1 }),
  }));
  const { headless } = one.options;
  return (
    <div className="facts">
      <span>
        <b className="m">{one.kind.toUpperCase()}</b>
        {one.encoding && <span className="mut"> · {one.encoding}</span>}
        <span className="mut"> · {format.bytes(one.file.size)}</span>
      </span>
      {one.sheets.length > 1 && (
        <label className="row g4" htmlFor={`${id}-sheet`}>
          <span className="mut">{t("import.sheet")}</span>
          <Select
            id={`${id}-sheet`}
            value={one.sheet ?? ""}
            choices={one.sheets.map((sheet) => ({ value: sheet, label: sheet }))}
            onValue={(sheet) => onChange({ options: { sheet } })}
          />
        </label>
      )}
      {hasHead(one) && (
        <>
          {!headless && (
            <label className="row g4" htmlFor={`${id}-head`}>
              <span className="mut">{t("import.head")}</span>
              <Select
                id={`${id}-head`}
                value={String(one.head_row)}
                choices={heads}
                onValue={(row) => onChange({ options: { head_row: Number(row) } })}
              />
            </label>
          )}
          <label className="row g4">
            <Checkbox
              checked={headless}
              onValue={(on) => onChange({ options: { headless: on } })}
            />
            {t("import.headless")}
          </label>
        </>
      )}
    </div>
  );
}
