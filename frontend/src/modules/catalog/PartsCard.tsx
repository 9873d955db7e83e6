import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldOf, useObject } from "@/api/meta";
import { patchRecord } from "@/api/records";
import type { Field, ObjectMeta, Rec } from "@/api/types";
import { Link } from "@/app/Link";
import { Button } from "@/kit/Button";
import { recordHref } from "@/platform/addresses";
import type { CardTopProps } from "@/platform/extensions";
import { refreshCard } from "@/platform/record/card";
import { Value } from "@/platform/values";
import { isEmpty } from "@/platform/values/kind";
import { bodyOf, freshRow, placesOf, type Row } from "../calculators/build";
import { Rows } from "../calculators/Rows";
import "../calculators/calculators.css";
import "./catalog.css";

const PRODUCT = "catalog.product";

const rowsOf = (record: Rec): Row[] => (record.parts as Row[] | null) ?? [];

/** The parts as they are saved. */
function Shown({ fields, rows }: { fields: Field[]; rows: Row[] }) {
  return (
    <table className="t">
      <thead>
        <tr>
          {fields.map((field) => (
            <th key={field.name} scope="col">
              {field.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            {fields.map((field) => {
              const value = row[field.name];
              const link = field.name === "part" ? (value as { id: string; title: string }) : null;
              return (
                <td key={field.name}>
                  {link ? (
                    <Link href={recordHref(PRODUCT, link.id)}>{link.title}</Link>
                  ) : (
                    !isEmpty(value) && value !== false && <Value field={field} value={value} />
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface EditProps {
  object: ObjectMeta;
  parts: Field;
  record: Rec;
  onDone: () => void;
}

/** The parts as they are typed; all of them are saved at once. */
function Editing({ object, parts, record, onDone }: EditProps) {
  const { t } = useTranslation();
  const fields = parts.lines ?? [];
  const [rows, setRows] = useState(() => {
    const saved = rowsOf(record);
    return saved.length > 0 ? saved : [{ ...freshRow(fields), quantity: "1" }];
  });
  const saving = useMutation({
    mutationFn: () => {
      const only = { ...object, fields: [parts] };
      return patchRecord(object.name, record.id, record.version, bodyOf(only, { parts: rows }));
    },
    onSuccess: () => {
      void refreshCard(object.name, record.id);
      onDone();
    },
  });
  const problems = placesOf(saving.error);
  const general = saving.error && Object.keys(problems).length === 0 ? saving.error.message : "";
  return (
    <>
      <Rows
        name={parts.name}
        label={parts.label}
        fields={fields}
        rows={rows}
        problems={general ? { parts: general } : problems}
        onRows={setRows}
      />
      <div className="row g8">
        <Button tone="primary" disabled={saving.isPending} onClick={() => saving.mutate()}>
          {t("action.save")}
        </Button>
        <Button onClick={onDone}>{t("action.cancel")}</Button>
      </div>
    </>
  );
}

/** What is in a product that is a set. */
export default function PartsCard({ record }: CardTopProps) {
  const { t } = useTranslation();
  const object = useObject(PRODUCT);
  const [editing, setEditing] = useState(false);
  const parts = object && fieldOf(object, "parts");
  if (!object || !parts?.lines) return null;
  const rows = rowsOf(record);
  const open = !parts.read_only && !record.deleted && record.can?.write !== false;
  if (editing)
    return (
      <section className="partscard" aria-label={parts.label}>
        <Editing object={object} parts={parts} record={record} onDone={() => setEditing(false)} />
      </section>
    );
  if (rows.length === 0 && !open) return null;
  return (
    <section className="partscard" aria-label={parts.label}>
      {rows.length > 0 && (
        <>
          <h2>{parts.label}</h2>
          <Shown fields={parts.lines} rows={rows} />
        </>
      )}
      {open && (
        <Button
          tone="quiet"
          icon={rows.length > 0 ? "edit" : "plus"}
          onClick={() => setEditing(true)}
        >
          {t(rows.length > 0 ? "sets.edit" : "sets.make")}
        </Button>
      )}
    </section>
  );
}
