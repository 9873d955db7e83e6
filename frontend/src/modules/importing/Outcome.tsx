import { useTranslation } from "react-i18next";
import { useMeta } from "@/api/meta";
import { useFormat } from "@/app/format";
import { Beside } from "./Beside";
import type { Import } from "./import-api";

/** Beside every step: what would be written if the import ran as it is set up now. */
export function Outcome({ one, busy }: { one: Import; busy: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { objects } = useMeta();
  const { preview } = one;
  const skipping = one.options.duplicates === "skip";
  if (!preview) return <aside className="sec">{t("import.no_preview")}</aside>;
  const rows = [
    { name: "new", value: preview.new, tone: "" },
    { name: "updated", value: preview.updated, tone: "" },
    {
      name: "duplicate",
      value: preview.duplicate,
      tone: skipping && preview.duplicate ? "warn" : "",
    },
    { name: "faulty", value: preview.faulty, tone: preview.faulty ? "neg" : "" },
  ] as const;
  return (
    <aside aria-label={t("import.outcome")} aria-busy={busy}>
      <div className="gh">
        {t("import.outcome")}
        <span className="sp" />
        <span className="n">{objects[one.object]?.title}</span>
      </div>
      <div className="sec">
        <dl>
          {rows.map(({ name, value, tone }) => (
            <div key={name} className="f">
              <dt>{t(`import.${name}`)}</dt>
              <dd className={tone}>
                <b className="m">{format.integer(value)}</b> {t(`import.note_${name}`)}
              </dd>
            </div>
          ))}
        </dl>
        <Beside counts={preview.beside} />
        {!preview.exact && (
          <p className="sm mut">{t("import.sampled", { number: format.integer(preview.rows) })}</p>
        )}
        <p className="sm mut">{t("import.nothing_yet")}</p>
      </div>
    </aside>
  );
}
