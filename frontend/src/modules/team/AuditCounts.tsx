import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask } from "@/api/client";
import { Failure } from "@/app/errors";
import { useFormat } from "@/app/format";
import { Link } from "@/app/Link";
import { EmptyState, Late } from "@/kit/states";
import { recordHref } from "@/platform/addresses";
import { type Asked, type Counted, queryOf } from "./audit";
import { USER } from "./team-api";

/** How often cards were opened, by users or by records. */
export function Counts({ asked, by }: { asked: Asked; by: "user" | "record" }) {
  const { t } = useTranslation();
  const format = useFormat();
  const counts = useQuery({
    queryKey: ["audit", "opened", asked, by],
    queryFn: ({ signal }) =>
      ask<{ items: Counted[] }>("/audit/opened", {
        query: { ...queryOf(asked), verb: "", by },
        signal,
      }),
  });
  if (counts.error) return <Failure error={counts.error} onRetry={() => void counts.refetch()} />;
  if (!counts.data) return <Late>{t("state.loading")}</Late>;
  if (counts.data.items.length === 0) return <EmptyState title={t("audit.nothing")} />;
  return (
    <div className="acts">
      <table className="t">
        <thead>
          <tr>
            <th>{t(by === "user" ? "audit.user" : "audit.record")}</th>
            <th className="r">{t("audit.opened")}</th>
            <th className="r">{t(by === "user" ? "audit.records" : "audit.users")}</th>
          </tr>
        </thead>
        <tbody>
          {counts.data.items.map((one) => (
            <tr key={one.id}>
              <td>
                <Link href={recordHref(one.object ?? USER, one.id)}>{one.title || "–"}</Link>
              </td>
              <td className="r num">{format.integer(one.opened)}</td>
              <td className="r num">{format.integer(one.of)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
