import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask, queryString } from "@/api/client";
import { Failure } from "@/app/errors";
import { useFormat } from "@/app/format";
import { Link } from "@/app/Link";
import { EmptyState, Late } from "@/kit/states";
import type { PersonActivity, Question } from "./activity";

/** Everybody who did something in the period; each name leads to his own picture. */
export function ActivityPeople({ question: { since, until } }: { question: Question }) {
  const { t } = useTranslation();
  const format = useFormat();
  const people = useQuery({
    queryKey: ["activity", "people", since, until],
    queryFn: ({ signal }) =>
      ask<{ items: PersonActivity[] }>("/activity/people", { query: { since, until }, signal }),
  });
  if (people.error) return <Failure error={people.error} onRetry={() => void people.refetch()} />;
  if (!people.data) return <Late>{t("state.loading")}</Late>;
  if (people.data.items.length === 0)
    return <EmptyState title={t("activity.nothing")}>{t("activity.nothing_hint")}</EmptyState>;
  return (
    <div className="acts">
      <table className="t">
        <thead>
          <tr>
            <th>{t("audit.user")}</th>
            <th className="r">{t("activity.head_acts")}</th>
            <th className="r">{t("activity.head_opened")}</th>
            <th className="r">{t("activity.head_days")}</th>
            <th>{t("activity.head_last")}</th>
          </tr>
        </thead>
        <tbody>
          {people.data.items.map((one) => (
            <tr key={one.user.id}>
              <td>
                <Link href={`/activity?${queryString({ since, until, user: one.user.id })}`}>
                  {one.user.title || "–"}
                </Link>
              </td>
              <td className="r num">{format.integer(one.acts)}</td>
              <td className="r num">{format.integer(one.opened)}</td>
              <td className="r num">{format.integer(one.days)}</td>
              <td>{format.shortMoment(one.last)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
