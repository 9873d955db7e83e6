import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask, queryString } from "@/api/client";
import { may, useMeta, useObject } from "@/api/meta";
import { Failure } from "@/app/errors";
import { useFormat } from "@/app/format";
import { Link } from "@/app/Link";
import { Icon } from "@/kit/Icon";
import { EmptyState, Late } from "@/kit/states";
import { Hours } from "./ActivityHours";
import type { Counted, Question, Report } from "./activity";
import { AUDIT, OPENED } from "./audit";

interface Row extends Counted {
  id: string;
  label: string;
  verb: string;
}

interface BarsProps {
  title: string;
  rows: Row[];
  /** Where a line leads; none where the asker may not look closer. */
  href: ((row: Row) => string) | null;
}

/** Counts with a bar each, most first. */
function Bars({ title, rows, href }: BarsProps) {
  const format = useFormat();
  const most = Math.max(1, ...rows.map((row) => row.count));
  if (rows.length === 0) return null;
  return (
    <section className="sec">
      <h2>{title}</h2>
      <table className="bars">
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                <Icon name={row.icon} size="s" />
                {href ? <Link href={href(row)}>{row.label}</Link> : row.label}
              </th>
              <td>
                <i style={{ "--part": row.count / most } as object} />
              </td>
              <td className="r num">{format.integer(row.count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What one user did, opened, and when. */
export function ActivityReport({ question }: { question: Question }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { language } = useMeta();
  const audit = useObject(AUDIT);
  const { since, until, user } = question;
  const report = useQuery({
    queryKey: ["activity", language, since, until, user],
    queryFn: ({ signal }) => ask<Report>("/activity", { query: { since, until, user }, signal }),
  });
  if (report.error) return <Failure error={report.error} onRetry={() => void report.refetch()} />;
  if (!report.data) return <Late>{t("state.loading")}</Late>;
  const { acts, opened, days, hours } = report.data;
  if (days.length === 0)
    return <EmptyState title={t("activity.nothing")}>{t("activity.nothing_hint")}</EmptyState>;
  const look = { user: report.data.user.id, since, until };
  const href = (row: Row) =>
    `/audit?${queryString({ ...look, object: row.object, verb: row.verb })}`;
  const closer = may(audit, "read") ? href : null;
  const total = (rows: Counted[]) => rows.reduce((sum, row) => sum + row.count, 0);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and nothing in it takes the keyboard
    <section className="activity" tabIndex={0} aria-label={t("activity.title")}>
      <ul className="totals">
        <li>
          <b className="num">{format.integer(total(acts))}</b>
          {t("activity.acts", { count: total(acts) })}
        </li>
        <li>
          <b className="num">{format.integer(total(opened))}</b>
          {t("activity.opened", { count: total(opened) })}
        </li>
        <li>
          <b className="num">{format.integer(days.length)}</b>
          {t("activity.days", { count: days.length })}
        </li>
      </ul>
      <div className="acols">
        <Bars
          title={t("activity.done")}
          href={closer}
          rows={acts.map((row) => ({
            ...row,
            id: `${row.object} ${row.verb}`,
            label: `${row.object_title}: ${row.verb_title}`,
          }))}
        />
        <div>
          <Hours hours={hours} />
          <Bars
            title={t("activity.cards")}
            href={closer}
            rows={opened.map((row) => ({
              ...row,
              id: row.object,
              label: row.object_title,
              verb: OPENED,
            }))}
          />
        </div>
      </div>
    </section>
  );
}
