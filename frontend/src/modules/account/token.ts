import { useTranslation } from "react-i18next";
import type { LinkValue } from "@/api/types";
import { useFormat } from "@/app/format";

export interface Token {
  id: string;
  title: string;
  user: LinkValue;
  scopes: Record<string, "read" | "write">;
  expires_at: string | null;
  used_at: string | null;
}

/** What a key may do, until when, and when it was last used, in one line. */
export function useTokenWords(): (token: Token) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return (token) =>
    [
      t(Object.values(token.scopes).includes("write") ? "account.may_write" : "account.may_read"),
      token.expires_at
        ? t("account.until_day", { when: format.shortMoment(token.expires_at) })
        : t("account.until_ever"),
      token.used_at
        ? t("account.used", { when: format.shortMoment(token.used_at) })
        : t("account.unused"),
    ].join(" · ");
}
