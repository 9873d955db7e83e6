import { useTranslation } from "react-i18next";
import type { Field } from "@/api/types";
import { Button, IconButton } from "@/kit/Button";
import { Editor } from "@/platform/values";
import { freshRow, type Row } from "./build";

interface Props {
  name: string;
  label: string;
  fields: Field[];
  rows: Row[];
  problems: Record<string, string>;
  onRows: (rows: Row[]) => void;
}

/** Child rows as a table that is typed into; a fault stands below its cell. */
export function Rows({ name, label, fields, rows, problems, onRows }: Props) {
  const { t } = useTranslation();
  const set = (at: number, field: string, value: unknown) =>
    onRows(rows.map((row, index) => (index === at ? { ...row, [field]: value } : row)));
  return (
    <div className="sec">
      <h2>{label}</h2>
      {rows.length > 0 && (
        <div className="buildscroll">
          <table className="t buildrows" aria-label={label}>
            <thead>
              <tr>
                {fields.map((field) => (
                  <th key={field.name} scope="col">
                    {field.label}
                  </th>
                ))}
                <th scope="col" aria-label={t("action.delete")} />
              </tr>
            </thead>
            <tbody>
              {rows.map((row, at) => (
                <tr key={row.id}>
                  {fields.map((field) => {
                    const problem = problems[`${name}/${at}/${field.name}`];
                    return (
                      <td key={field.name} className={`k-${field.kind}`}>
                        <fieldset aria-label={`${field.label}, ${at + 1}`}>
                          <Editor
                            field={field}
                            value={row[field.name]}
                            invalid={problem !== undefined}
                            onChange={(value) => set(at, field.name, value)}
                          />
                        </fieldset>
                        {problem && <div className="errm">{problem}</div>}
                      </td>
                    );
                  })}
                  <td>
                    <IconButton
                      small
                      icon="close"
                      label={t("calc.remove_row", { number: at + 1 })}
                      onClick={() => onRows(rows.toSpliced(at, 1))}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {problems[name] && <div className="errm">{problems[name]}</div>}
      <Button icon="plus" onClick={() => onRows([...rows, freshRow(fields)])}>
        {t("calc.add_row")}
      </Button>
    </div>
  );
}
