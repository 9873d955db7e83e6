import "./reports.css";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask } from "@/api/client";
import { useMeta } from "@/api/meta";
import { Failure } from "@/app/errors";
import { Link } from "@/app/Link";
import { useRider } from "@/app/riders";
import { Icon } from "@/kit/Icon";
import { EmptyState, Late } from "@/kit/states";
import { type ReportWords, reportHref } from "./reports";

/** The reports that there are for the asker. */
export default function ReportsPage() {
  const { t } = useTranslation();
  const { language } = useMeta();
  useRider({ key: "/reports", href: "/reports", title: t("report.title"), icon: "chart" });
  const found = useQuery({
    queryKey: ["reports", language],
    queryFn: ({ signal }) => ask<{ items: ReportWords[] }>("/reports", { signal }),
  });
  if (found.error) return <Failure error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Late>{t("state.loading")}</Late>;
  return (
    <div className="reports">
      <div className="head">
        <h1>{t("report.title")}</h1>
      </div>
      {found.data.items.length === 0 && (
        <EmptyState title={t("report.none")}>{t("report.none_hint")}</EmptyState>
      )}
      <ul className="rlist">
        {found.data.items.map((one) => (
          <li key={one.name}>
            <Icon name="chart" />
            <div>
              <Link href={reportHref({ report: one.name })}>{one.title}</Link>
              <p>{one.about}</p>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
