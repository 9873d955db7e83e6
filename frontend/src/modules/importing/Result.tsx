import { useTranslation } from "react-i18next";
import type { ObjectMeta } from "@/api/types";
import { useFormat } from "@/app/format";
import { Link } from "@/app/Link";
import { Button } from "@/kit/Button";
import { Icon } from "@/kit/Icon";
import { listHref } from "@/platform/addresses";
import { type Import, reportHref } from "./import-api";

const COUNTS = ["new", "updated", "duplicate", "faulty"] as const;

/** How many rows went where. */
export function ResultCounts({ one }: { one: Import }) {
  const { t } = useTranslation();
  const format = useFormat();
  const counts = one.result ?? one.preview;
  if (!counts) return null;
  return (
    <dl className="counts">
      {COUNTS.map((name) => {
        const value = counts[name] ?? 0;
        return (
          <div key={name} className={name === "faulty" && value ? "neg" : ""}>
            <dt className="sm">{t(`import.result_${name}`)}</dt>
            <dd>{format.integer(value)}</dd>
          </div>
        );
      })}
    </dl>
  );
}

interface Props {
  one: Import;
  object: ObjectMeta | undefined;
  undoing: boolean;
  onUndo: () => void;
}

/** The imported records, the report, and the way back. */
export function ResultActions({ one, object, undoing, onUndo }: Props) {
  const { t } = useTranslation();
  const faulty = one.result?.faulty ?? one.preview?.faulty ?? 0;
  const written = one.state === "done" || one.state === "cancelled";
  return (
    <div className="row w">
      {object && written && (
        <Link className="btn p" href={importedHref(one)}>
          {t("import.show")}
        </Link>
      )}
      {faulty > 0 && (
        <>
          <a className="btn" href={reportHref(one.id, "xlsx")} download>
            <Icon name="download" />
            {t("import.report", { format: "XLSX" })}
          </a>
          <a className="btn" href={reportHref(one.id, "csv")} download>
            <Icon name="download" />
            {t("import.report", { format: "CSV" })}
          </a>
        </>
      )}
      {written && one.change && (
        <Button icon="undo" aria-disabled={undoing} onClick={() => !undoing && onUndo()}>
          {t("import.undo")}
        </Button>
      )}
    </div>
  );
}

/** The list of what this import has made or changed, and nothing else. */
function importedHref(one: Import): string {
  const filter = JSON.stringify(["import", "=", one.id]);
  return listHref(one.object, `?filter=${encodeURIComponent(filter)}`);
}
