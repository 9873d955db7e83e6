import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask } from "@/api/client";
import { may, useObject } from "@/api/meta";
import { queries } from "@/api/queries";
import type { LinkValue } from "@/api/types";
import { Failure } from "@/app/errors";
import { useFormat } from "@/app/format";
import { Button } from "@/kit/Button";
import { EmptyState, Late } from "@/kit/states";
import { toast } from "@/kit/toasts";
import { useAct } from "@/modules/account/use-act";
import { ADDRESS } from "./security-api";

interface Lock {
  login: string;
  ip: string;
  failures: number;
  until: string;
  user: LinkValue | null;
}

const KEY = ["security", "locks"];

/** Accounts that wait after too many attempts, and the letting in again. */
export function Locks() {
  const { t } = useTranslation();
  const format = useFormat();
  const run = useAct();
  const mayEnd = may(useObject(ADDRESS), "write");
  const found = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => ask<{ items: Lock[] }>("/security/locks", { signal }),
  });
  const unlock = (login: string) =>
    run(async () => {
      await ask("/security/unlock", { method: "POST", body: { login } });
      toast(t("security.unlocked", { login }));
      await queries.invalidateQueries({ queryKey: KEY });
    });
  if (found.error) return <Failure error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Late>{t("state.loading")}</Late>;
  if (found.data.items.length === 0)
    return <EmptyState title={t("security.no_locks")}>{t("security.locks_about")}</EmptyState>;
  return (
    <div className="doors">
      <table className="t">
        <thead>
          <tr>
            <th>{t("login.login")}</th>
            <th>{t("security.user")}</th>
            <th>{t("security.address")}</th>
            <th className="r">{t("security.failures")}</th>
            <th>{t("security.locked_until")}</th>
            <th>
              <span className="vh">{t("security.unlock")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {found.data.items.map((one) => (
            <tr key={`${one.login} ${one.ip}`}>
              <td>{one.login}</td>
              <td>{one.user?.title ?? "–"}</td>
              <td className="nw">{one.ip}</td>
              <td className="r num">{format.integer(one.failures)}</td>
              <td className="nw">{format.shortMoment(one.until)}</td>
              <td className="nw">
                {mayEnd && (
                  <Button tone="quiet" onClick={() => unlock(one.login)}>
                    {t("security.unlock")}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
