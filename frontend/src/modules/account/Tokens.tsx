import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "@/api/client";
import { queries } from "@/api/queries";
import { Failure } from "@/app/errors";
import { Button } from "@/kit/Button";
import { Icon } from "@/kit/Icon";
import { toast } from "@/kit/toasts";
import { MadeToken, NewToken } from "./TokenForm";
import { type Token, useTokenWords } from "./token";
import { useAct } from "./use-act";

const KEY = ["account", "tokens"];

/** Keys with which programs act in one's name. */
export function Tokens() {
  const { t } = useTranslation();
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  const found = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => ask<{ items: Token[] }>("/tokens", { signal }),
  });
  const items = found.data?.items ?? [];
  const done = async (token: string) => {
    setMaking(false);
    setMade(token);
    await queries.invalidateQueries({ queryKey: KEY });
  };
  return (
    <section aria-labelledby="account-tokens">
      <h2 id="account-tokens">{t("account.tokens")}</h2>
      <p className="mut">{t("account.tokens_about")}</p>
      {found.error && <Failure error={found.error} onRetry={() => void found.refetch()} />}
      {items.length > 0 && (
        <ul className="doorlist">
          {items.map((token) => (
            <Row key={token.id} token={token} />
          ))}
        </ul>
      )}
      {making ? (
        <NewToken path="/tokens" onDone={done} onClose={() => setMaking(false)} />
      ) : (
        <Button icon="plus" onClick={() => setMaking(true)}>
          {t("account.token_add")}
        </Button>
      )}
      {made && <MadeToken token={made} onClose={() => setMade(null)} />}
    </section>
  );
}

function Row({ token }: { token: Token }) {
  const { t } = useTranslation();
  const words = useTokenWords();
  const run = useAct();
  const revoke = () =>
    run(async () => {
      await ask(`/tokens/${token.id}`, { method: "DELETE" });
      toast(t("account.token_revoked", { name: token.title }));
      await queries.invalidateQueries({ queryKey: KEY });
    });
  return (
    <li>
      <Icon name="lock" />
      <span className="ell">
        <b>{token.title}</b>
        <span className="mut sm">{words(token)}</span>
      </span>
      <Button tone="danger-text" onClick={revoke}>
        {t("account.token_revoke")}
      </Button>
    </li>
  );
}
