import { useTranslation } from "react-i18next";
import { useFormat } from "@/app/format";
import { EmptyState } from "@/kit/states";
import type { Import, ImportFault } from "./import-api";

/** Rows with faults: where, what, why, and what helps. */
export function FaultTable({ faults }: { faults: ImportFault[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <table className="t stack faults" aria-label={t("import.faults")}>
      <colgroup>
        <col style={{ width: 64 }} />
        <col style={{ width: 150 }} />
        <col style={{ width: 180 }} />
        <col />
        <col />
      </colgroup>
      <thead>
        <tr>
          <th scope="col" className="r">
            {t("import.row")}
          </th>
          <th scope="col">{t("import.field")}</th>
          <th scope="col">{t("import.value")}</th>
          <th scope="col">{t("import.reason")}</th>
          <th scope="col">{t("import.cure")}</th>
        </tr>
      </thead>
      <tbody>
        {faults.map((fault) => (
          <tr key={`${fault.row}-${fault.field}-${fault.reason}`}>
            <td className="r mut m2">{format.integer(fault.row)}</td>
            <td className="m1">{fault.field || "—"}</td>
            <td className="mut m4" title={fault.value ?? undefined}>
              {fault.value || "—"}
            </td>
            <td className="neg m3" title={fault.reason}>
              {fault.reason}
            </td>
            <td className="m5" title={fault.cure ?? undefined}>
              {fault.cure}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The last look before anything is written. */
export function CheckStep({ one }: { one: Import }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { preview } = one;
  const faults = preview?.faults ?? [];
  return (
    <section aria-label={t("import.step_check")}>
      {preview && faults.length > 0 ? (
        <>
          <div className="row mapbar">
            <span>
              {t("import.faults_shown", {
                count: preview.faulty,
                number: format.integer(preview.faulty),
                shown: format.integer(faults.length),
              })}
            </span>
          </div>
          <FaultTable faults={faults} />
        </>
      ) : (
        <EmptyState title={t("import.no_faults")}>{t("import.no_faults_text")}</EmptyState>
      )}
    </section>
  );
}
