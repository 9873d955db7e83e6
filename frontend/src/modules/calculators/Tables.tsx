import { type ChangeEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Field } from "@/api/types";
import { Button, IconButton } from "@/kit/Button";
import { Field as Frame, TextArea } from "@/kit/inputs";
import { FormFields } from "@/platform/form/FormFields";
import { freshRow, placesOf, type Row, readSheet, withCorner } from "./build";

interface Props {
  label: string;
  fields: Field[];
  rows: Row[];
  problems: Record<string, string>;
  onRows: (rows: Row[]) => void;
}

interface CellsProps {
  row: Row;
  field: Field;
  problem: string | undefined;
  onCells: (cells: string) => void;
}

/** The cells of a table: pasted from a spreadsheet, or read from a file. */
function Cells({ row, field, problem, onCells }: CellsProps) {
  const { t } = useTranslation();
  const [refused, setRefused] = useState("");
  const read = async (event: ChangeEvent<HTMLInputElement>) => {
    const input = event.target;
    const file = input.files?.[0];
    if (!file) return;
    setRefused("");
    try {
      onCells((await readSheet(file, Boolean(row.across))).cells);
    } catch (error) {
      const [first] = Object.values(placesOf(error));
      setRefused(first ?? (error instanceof Error ? error.message : String(error)));
    }
    input.value = "";
  };
  return (
    <>
      <Frame label={field.label} error={refused || problem} help={t("calc.cells_help")}>
        {(attributes) => (
          <TextArea
            {...attributes}
            rows={8}
            wrap="off"
            spellCheck={false}
            value={withCorner(String(row.cells ?? ""))}
            invalid={Boolean(refused || problem)}
            onValue={onCells}
          />
        )}
      </Frame>
      <label className="btn">
        <span>{t("calc.read_file")}</span>
        <input type="file" className="vh" accept=".xlsx,.xls,.ods,.csv,.txt" onChange={read} />
      </label>
    </>
  );
}

/** The tables of a calculator, each with its axes and cells. */
export function Tables({ label, fields, rows, problems, onRows }: Props) {
  const { t } = useTranslation();
  const set = (at: number, field: string, value: unknown) =>
    onRows(rows.map((row, index) => (index === at ? { ...row, [field]: value } : row)));
  const cells = fields.find((field) => field.name === "cells");
  const others = fields.filter((field) => field.name !== "cells");
  return (
    <div className="sec">
      <h2>{label}</h2>
      {rows.map((row, at) => {
        const prefix = `tables/${at}/`;
        const own = Object.entries(problems)
          .filter(([place]) => place.startsWith(prefix))
          .map(([place, text]) => [place.slice(prefix.length), text]);
        const faults = Object.fromEntries(own) as Record<string, string>;
        return (
          <fieldset key={row.id} className="buildtable" aria-label={`${label}, ${at + 1}`}>
            <FormFields
              fields={others}
              values={row}
              problems={faults}
              columns={3}
              onChange={(name, value) => set(at, name, value)}
            />
            {cells && (
              <Cells
                row={row}
                field={cells}
                problem={faults.cells}
                onCells={(text) => set(at, "cells", text)}
              />
            )}
            <IconButton
              small
              icon="trash"
              label={t("calc.remove_row", { number: at + 1 })}
              onClick={() => onRows(rows.toSpliced(at, 1))}
            />
          </fieldset>
        );
      })}
      <Button icon="plus" onClick={() => onRows([...rows, freshRow(fields)])}>
        {t("calc.add_table")}
      </Button>
    </div>
  );
}
