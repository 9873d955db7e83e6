import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMeta } from "@/api/meta";
import { Failure } from "@/app/errors";
import { useFormat } from "@/app/format";
import { Link } from "@/app/Link";
import { Button } from "@/kit/Button";
import { Icon } from "@/kit/Icon";
import { EmptyState, Late } from "@/kit/states";
import { recordHref } from "@/platform/addresses";
import { type Act, type Asked, FIRST, useActs, VIA } from "./audit";

/** What changed; of many fields the first ones, the others on request. */
function Changed({ act }: { act: Act }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  if (act.changes.length === 0) return <span className="mut">{act.text}</span>;
  const shown = all ? act.changes : act.changes.slice(0, FIRST);
  return (
    <ul className="achanges">
      {shown.map((one) => (
        <li key={one.field}>
          <span className="mut">{one.label}:</span>{" "}
          {one.old && (
            <>
              <span className="was">{one.old}</span>
              {" → "}
            </>
          )}
          <span>{one.new || "–"}</span>
        </li>
      ))}
      {shown.length < act.changes.length && (
        <li>
          <button type="button" className="mut sm" onClick={() => setAll(true)}>
            {t("board.more", { count: act.changes.length - shown.length })}
          </button>
        </li>
      )}
    </ul>
  );
}

/** The acts that answer the question, newest first, more as one scrolls. */
export function Acts({ asked, change }: { asked: Asked; change: (more: Asked) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const acts = useActs(asked);
  const { objects } = useMeta();
  const rows = acts.data?.pages.flatMap((page) => page.items) ?? [];
  const through = (via: string) => {
    const known = VIA.find((one) => one === via);
    return known ? t(`audit.through.${known}`) : via;
  };
  if (acts.error && !acts.data)
    return <Failure error={acts.error} onRetry={() => void acts.refetch()} />;
  if (acts.isPending) return <Late>{t("state.loading")}</Late>;
  if (rows.length === 0) return <EmptyState title={t("audit.nothing")} />;
  return (
    <div className="acts">
      <table className="t">
        <thead>
          <tr>
            <th>{t("audit.when")}</th>
            <th>{t("audit.user")}</th>
            <th>{t("audit.verb")}</th>
            <th>{t("audit.record")}</th>
            <th>{t("audit.changes")}</th>
            <th>{t("audit.via")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((act) => (
            <tr key={act.id}>
              <td className="nw">{format.moment(act.at)}</td>
              <td>{act.by?.title}</td>
              <td>{act.verb_title}</td>
              <td>
                <Icon name={act.icon} size="s" />{" "}
                {objects[act.object] ? (
                  <Link href={recordHref(act.object, act.record)}>
                    {act.title || act.object_title}
                  </Link>
                ) : (
                  act.title || act.object_title
                )}{" "}
                {!asked.record && (
                  <button
                    type="button"
                    className="mut sm"
                    onClick={() => change({ object: act.object, record: act.record })}
                  >
                    {t("audit.only_this")}
                  </button>
                )}
              </td>
              <td>
                <Changed act={act} />
              </td>
              <td className="mut">
                {through(act.via)} {act.ip}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {acts.hasNextPage && (
        <Button aria-disabled={acts.isFetchingNextPage} onClick={() => void acts.fetchNextPage()}>
          {t("audit.older")}
        </Button>
      )}
    </div>
  );
}
