import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask } from "@/api/client";
import { queries } from "@/api/queries";
import { Failure } from "@/app/errors";
import { useFormat } from "@/app/format";
import { Button } from "@/kit/Button";
import { Icon } from "@/kit/Icon";
import { Tag } from "@/kit/Tag";
import { toast } from "@/kit/toasts";
import { useAct } from "./use-act";

interface Session {
  id: string;
  device: string;
  ip: string;
  made_at: string;
  used_at: string | null;
  current: boolean;
}

const KEY = ["account", "sessions"];

/** Where one is signed in, and the way to end what one does not know. */
export function Sessions() {
  const { t } = useTranslation();
  const format = useFormat();
  const run = useAct();
  const found = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => ask<{ items: Session[] }>("/sessions", { signal }),
  });
  const items = found.data?.items ?? [];
  const end = (path: string, words: string) =>
    run(async () => {
      await ask(path, { method: "DELETE" });
      toast(words);
      await queries.invalidateQueries({ queryKey: KEY });
    });
  return (
    <section aria-labelledby="account-sessions">
      <h2 id="account-sessions">{t("account.sessions")}</h2>
      <p className="mut">{t("account.sessions_about")}</p>
      {found.error && <Failure error={found.error} onRetry={() => void found.refetch()} />}
      <ul className="doorlist">
        {items.map((one) => (
          <li key={one.id}>
            <Icon name="globe" />
            <span className="ell">
              <b>{one.device || one.ip}</b>
              <span className="mut sm">
                {t("account.signed_in", { when: format.shortMoment(one.made_at), ip: one.ip })}
                {one.used_at &&
                  ` · ${t("account.used", { when: format.shortMoment(one.used_at) })}`}
              </span>
            </span>
            {one.current ? (
              <Tag tone="pos">{t("account.current")}</Tag>
            ) : (
              <Button onClick={() => end(`/sessions/${one.id}`, t("account.end_done"))}>
                {t("account.end")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {items.length > 1 && (
        <Button onClick={() => end("/sessions", t("account.end_others_done"))}>
          {t("account.end_others")}
        </Button>
      )}
    </section>
  );
}
