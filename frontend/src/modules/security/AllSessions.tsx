import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "@/api/client";
import { may, useObject } from "@/api/meta";
import { queries } from "@/api/queries";
import type { LinkValue } from "@/api/types";
import { Failure } from "@/app/errors";
import { useFormat } from "@/app/format";
import { Link } from "@/app/Link";
import { Button } from "@/kit/Button";
import { EmptyState, Late } from "@/kit/states";
import { toast } from "@/kit/toasts";
import { useDebounced } from "@/kit/use-debounced";
import { useAct } from "@/modules/account/use-act";
import { recordHref } from "@/platform/addresses";
import { SearchBar } from "./SearchBar";
import { ADDRESS } from "./security-api";

interface Session {
  id: string;
  user: LinkValue;
  made_at: string;
  used_at: string | null;
  ip: string;
  agent: string;
  device: string;
}

const KEY = ["security", "sessions"];
const WAIT = 250;

/** Who is signed in where, and the ending of it. */
export function AllSessions() {
  const { t } = useTranslation();
  const format = useFormat();
  const run = useAct();
  const [search, setSearch] = useState("");
  const wanted = useDebounced(search, WAIT);
  const mayEnd = may(useObject(ADDRESS), "write");
  const found = useInfiniteQuery({
    queryKey: [...KEY, wanted],
    queryFn: ({ pageParam, signal }) =>
      ask<{ items: Session[]; next: string | null }>("/security/sessions", {
        query: { search: wanted, after: pageParam },
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const items = found.data?.pages.flatMap((page) => page.items);
  const end = (act: () => Promise<unknown>) =>
    run(async () => {
      await act();
      toast(t("account.end_done"));
      await queries.invalidateQueries({ queryKey: KEY });
    });
  if (found.error) return <Failure error={found.error} onRetry={() => void found.refetch()} />;
  return (
    <>
      <SearchBar label={t("security.search")} value={search} onValue={setSearch} />
      {found.isPending && <Late>{t("state.loading")}</Late>}
      {items?.length === 0 && <EmptyState title={t("security.no_sessions")} />}
      <div className="doors">
        <table className="t">
          <thead>
            <tr>
              <th>{t("security.user")}</th>
              <th>{t("security.since")}</th>
              <th>{t("security.last_used")}</th>
              <th>{t("security.address")}</th>
              <th>{t("security.device")}</th>
              <th>
                <span className="vh">{t("account.end")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {items?.map((one) => (
              <tr key={one.id}>
                <td>
                  <Link href={recordHref("access.user", one.user.id)}>{one.user.title}</Link>
                </td>
                <td className="nw">{format.shortMoment(one.made_at)}</td>
                <td className="nw">{one.used_at ? format.shortMoment(one.used_at) : "–"}</td>
                <td className="nw">{one.ip}</td>
                <td className="mut" title={one.agent}>
                  {one.device}
                </td>
                <td className="nw">
                  {mayEnd && (
                    <>
                      <Button
                        tone="quiet"
                        onClick={() =>
                          end(() => ask(`/security/sessions/${one.id}`, { method: "DELETE" }))
                        }
                      >
                        {t("account.end")}
                      </Button>
                      <Button
                        tone="quiet"
                        onClick={() =>
                          end(() =>
                            ask("/security/sessions/end", {
                              method: "POST",
                              body: { user: one.user.id },
                            }),
                          )
                        }
                      >
                        {t("security.end_all")}
                      </Button>
                    </>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {found.hasNextPage && (
          <Button onClick={() => void found.fetchNextPage()}>{t("duplicates.more")}</Button>
        )}
      </div>
    </>
  );
}
