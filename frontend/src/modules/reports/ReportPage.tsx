import "./reports.css";
import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask, askRaw } from "@/api/client";
import { useMeta } from "@/api/meta";
import type { SearchParams } from "@/app/address";
import { download } from "@/app/download";
import { Failure, tellProblem } from "@/app/errors";
import { Link } from "@/app/Link";
import { useRider } from "@/app/riders";
import { Button } from "@/kit/Button";
import { Menu } from "@/kit/Menu";
import { EmptyState, Late } from "@/kit/states";
import { Asking } from "./Asking";
import { Chart } from "./Chart";
import { asked, type Report, reportHref, useQuestion } from "./reports";
import { Table } from "./Table";

const FORMATS = ["xlsx", "pdf"] as const;

/** The same question as a file. */
function Files({ search }: { search: SearchParams }) {
  const { t } = useTranslation();
  const fetch = useMutation({
    mutationFn: async (format: string) => {
      const query = { ...asked(search), format };
      const answer = await askRaw(`/reports/${search.report}/file?${new URLSearchParams(query)}`);
      await download(answer, `report.${format}`);
    },
    onError: tellProblem,
  });
  const entries = FORMATS.map((format) => ({
    id: format,
    label: t(`report.${format}`),
    run: () => fetch.mutate(format),
  }));
  return (
    <Menu label={t("action.export")} groups={[{ id: "files", entries }]} placement="bottom end">
      <Button icon="download" chevron disabled={fetch.isPending}>
        {t("action.export")}
      </Button>
    </Menu>
  );
}

/** One report: what is asked, the chart, and the figures with the way to their records. */
export default function ReportPage() {
  const { t } = useTranslation();
  const { language } = useMeta();
  const [search, change] = useQuestion();
  const query = new URLSearchParams(asked(search)).toString();
  const found = useQuery({
    queryKey: ["reports", search.report, language, query],
    queryFn: ({ signal }) => ask<Report>(`/reports/${search.report}?${query}`, { signal }),
    placeholderData: keepPreviousData,
  });
  const report = found.data?.name === search.report ? found.data : undefined;
  useRider(
    report
      ? {
          key: `/report/${report.name}`,
          href: reportHref(search),
          title: report.title,
          icon: "chart",
        }
      : null,
  );
  if (found.error) return <Failure error={found.error} onRetry={() => void found.refetch()} />;
  if (!report) return <Late>{t("state.loading")}</Late>;
  return (
    <div className="reports">
      <div className="head">
        <Link href="/reports">{t("report.title")}</Link>
        <h1>{report.title}</h1>
        <Files search={search} />
      </div>
      <Asking search={search} report={report} change={change} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard scrolls it */}
      <section className="rbody" tabIndex={0} aria-label={report.title}>
        {report.notes.map((note) => (
          <p key={note} className="help">
            {note}
          </p>
        ))}
        {report.rows.length > 1 && <Chart report={report} />}
        {report.rows.length === 0 && report.by.length > 0 ? (
          <EmptyState title={t("report.nothing")}>{t("report.nothing_hint")}</EmptyState>
        ) : (
          <Table search={search} report={report} change={change} />
        )}
        {report.more > 0 && <p className="help">{t("report.more", { count: report.more })}</p>}
      </section>
    </div>
  );
}
