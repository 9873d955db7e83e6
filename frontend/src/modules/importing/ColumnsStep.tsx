import { useTranslation } from "react-i18next";
import { useFormat } from "@/app/format";
import { Icon } from "@/kit/Icon";
import { Tag } from "@/kit/Tag";
import { FileFacts } from "./FileFacts";
import type { Import, ImportChange, ImportColumn, MappedColumn } from "./import-api";
import { MappingMenu } from "./MappingMenu";
import { TargetSelect } from "./TargetSelect";

export interface StepProps {
  one: Import;
  busy: boolean;
  onChange: (change: ImportChange) => void;
}

/** Below this the recognition is a guess that somebody should look at. */
const SURE = 0.8;

function State({ column }: { column: ImportColumn }) {
  const { t } = useTranslation();
  if (!column.target) return <Tag>{t("import.skipped")}</Tag>;
  if (column.sure < SURE) return <Tag tone="warn">{t("import.unsure")}</Tag>;
  return <Tag tone="pos">{t("import.matched")}</Tag>;
}

interface RowProps {
  one: Import;
  column: ImportColumn;
  onTarget: (target: string | null, kind: string | null) => void;
}

function Row({ one, column, onTarget }: RowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const samples = column.samples.filter(Boolean).join(" · ");
  return (
    <tr>
      <td className="m1">
        <b className="m" title={column.title}>
          {column.title || t("import.untitled", { number: column.index + 1 })}
        </b>
      </td>
      <td className="mut m3" title={samples}>
        {samples || "—"}
      </td>
      <td className="c hide-m mut3">
        <Icon name="chevron-right" size="s" />
      </td>
      <td className="m5">
        <TargetSelect column={column} targets={one.targets} onTarget={onTarget} />
      </td>
      <td className="m2">
        <State column={column} />
      </td>
      <td className="r mut">{column.target ? format.percent(String(column.sure * 100)) : ""}</td>
    </tr>
  );
}

/** Which column of the file goes into which field. */
export function ColumnsStep({ one, onChange }: StepProps) {
  const { t } = useTranslation();
  const matched = one.columns.filter((column) => column.target).length;
  const retarget = (index: number) => (target: string | null, kind: string | null) => {
    const mapping: MappedColumn[] = one.columns.map((column) =>
      column.index === index
        ? { index, target, kind }
        : { index: column.index, target: column.target, kind: column.kind },
    );
    onChange({ mapping });
  };
  return (
    <section aria-label={t("import.step_columns")}>
      <FileFacts one={one} onChange={onChange} />
      <div className="row mapbar">
        <span>{t("import.matched_of", { matched, count: one.columns.length })}</span>
        <span className="sp" />
        <MappingMenu one={one} onChange={onChange} />
      </div>
      <table className="t stack mapping" aria-label={t("import.mapping")}>
        <colgroup>
          <col style={{ width: 160 }} />
          <col />
          <col style={{ width: 30 }} />
          <col style={{ width: 288 }} />
          <col style={{ width: 116 }} />
          <col style={{ width: 92 }} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">{t("import.column")}</th>
            <th scope="col">{t("import.samples")}</th>
            <th scope="col">
              <span className="vh">{t("import.goes_to")}</span>
            </th>
            <th scope="col">{t("import.target")}</th>
            <th scope="col">{t("import.state")}</th>
            <th scope="col" className="r">
              {t("import.sure")}
            </th>
          </tr>
        </thead>
        <tbody>
          {one.columns.map((column) => (
            <Row key={column.index} one={one} column={column} onTarget={retarget(column.index)} />
          ))}
        </tbody>
      </table>
    </section>
  );
}
