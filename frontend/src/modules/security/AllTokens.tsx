import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "@/api/client";
import { may, useMeta, useObject } from "@/api/meta";
import { queries } from "@/api/queries";
import type { LinkValue } from "@/api/types";
import { Failure } from "@/app/errors";
import { Link } from "@/app/Link";
import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";
import { Field } from "@/kit/inputs";
import { EmptyState, Late } from "@/kit/states";
import { toast } from "@/kit/toasts";
import { useDebounced } from "@/kit/use-debounced";
import { MadeToken, NewToken } from "@/modules/account/TokenForm";
import { type Token, useTokenWords } from "@/modules/account/token";
import { useAct } from "@/modules/account/use-act";
import { recordHref } from "@/platform/addresses";
import { pseudoField } from "@/platform/values/pseudo";
import { RecordPicker } from "@/platform/values/RecordPicker";
import { SearchBar } from "./SearchBar";
import { ADDRESS } from "./security-api";

const KEY = ["security", "tokens"];
const USER = "access.user";
const WAIT = 250;

/** Everybody's keys for programs: what they may do, and their end. */
export function AllTokens() {
  const { t } = useTranslation();
  const run = useAct();
  const words = useTokenWords();
  const [search, setSearch] = useState("");
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  const wanted = useDebounced(search, WAIT);
  const { objects } = useMeta();
  const mayEnd = may(useObject(ADDRESS), "write");
  const found = useInfiniteQuery({
    queryKey: [...KEY, wanted],
    queryFn: ({ pageParam, signal }) =>
      ask<{ items: Token[]; next: string | null }>("/security/tokens", {
        query: { search: wanted, after: pageParam },
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const items = found.data?.pages.flatMap((page) => page.items);
  const fresh = () => queries.invalidateQueries({ queryKey: KEY });
  const revoke = (token: Token) =>
    run(async () => {
      await ask(`/security/tokens/${token.id}`, { method: "DELETE" });
      toast(t("account.token_revoked", { name: token.title }));
      await fresh();
    });
  if (found.error) return <Failure error={found.error} onRetry={() => void found.refetch()} />;
  return (
    <>
      <SearchBar label={t("security.search_tokens")} value={search} onValue={setSearch}>
        {mayEnd && may(objects[USER], "write") && (
          <Button icon="plus" onClick={() => setMaking(true)}>
            {t("security.token_for")}
          </Button>
        )}
      </SearchBar>
      {found.isPending && <Late>{t("state.loading")}</Late>}
      {items?.length === 0 && <EmptyState title={t("security.no_tokens")} />}
      <div className="doors">
        <table className="t">
          <tbody>
            {items?.map((one) => (
              <tr key={one.id}>
                <td>
                  <b>{one.title}</b>
                </td>
                <td>
                  <Link href={recordHref(USER, one.user.id)}>{one.user.title}</Link>
                </td>
                <td className="mut">{words(one)}</td>
                <td className="nw">
                  {mayEnd && (
                    <Button tone="danger-text" onClick={() => revoke(one)}>
                      {t("account.token_revoke")}
                    </Button>
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
      {making && (
        <ForProgram
          onClose={() => setMaking(false)}
          onDone={(token) => {
            setMaking(false);
            setMade(token);
            void fresh();
          }}
        />
      )}
      {made && <MadeToken token={made} onClose={() => setMade(null)} />}
    </>
  );
}

interface ProgramProps {
  onDone: (token: string) => void;
  onClose: () => void;
}

/** A key for an account that is a program's. */
function ForProgram({ onDone, onClose }: ProgramProps) {
  const { t } = useTranslation();
  const [user, setUser] = useState<LinkValue | null>(null);
  return (
    <Dialog title={t("security.token_for")} closeLabel={t("action.close")} isOpen onClose={onClose}>
      <NewToken
        path="/security/tokens"
        extra={{ user: user?.id ?? null }}
        onDone={onDone}
        onClose={onClose}
      >
        <Field label={t("security.user")} required help={t("security.token_for_help")}>
          {(attributes) => (
            <RecordPicker
              {...attributes}
              field={pseudoField("user", t("security.user"), "link")}
              target={USER}
              value={user}
              onChange={(value) => setUser(value as LinkValue | null)}
            />
          )}
        </Field>
      </NewToken>
    </Dialog>
  );
}
