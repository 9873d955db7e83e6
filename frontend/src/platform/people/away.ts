import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask } from "@/api/client";
import { useMeta } from "@/api/meta";
import type { Field, LinkValue } from "@/api/types";
import { useFormat } from "@/app/format";

interface Away {
  user: LinkValue;
  substitute: LinkValue | null;
  until: string | null;
}

/** Who is away now; read again when people or rights change, and with each new day. */
function useAway(): Away[] {
  const { version } = useMeta();
  const { data } = useQuery({
    queryKey: ["away", version],
    queryFn: ({ signal }) => ask<{ items: Away[] }>("/team/away", { signal }),
    placeholderData: (old) => old,
  });
  return data?.items ?? [];
}

/** Words beside a link to a user who is away: until when, and who stands in for him. */
export function useAwayHint(): (field: Field, value: unknown) => string {
  const { t } = useTranslation();
  const format = useFormat();
  const away = useAway();
  return (field, value) => {
    if (field.target !== "access.user") return "";
    const id = typeof value === "string" ? value : (value as LinkValue | null | undefined)?.id;
    const found = away.find((one) => one.user.id === id);
    if (!found) return "";
    const absent = found.until
      ? t("team.away", { until: format.shortDay(found.until) })
      : t("team.away_open");
    const instead = found.substitute
      ? t("team.away_substitute", { name: found.substitute.title })
      : "";
    return `${absent} ${instead}`.trim();
  };
}
