import { useTranslation } from "react-i18next";
import { useMeta } from "@/api/meta";
import type { BoardColumn } from "./columns";

/** Whether a way leads from one column to another for somebody with some roles. */
export function leads(
  from: BoardColumn | undefined,
  to: BoardColumn,
  roles: string[],
): "yes" | "no way" | "closed" {
  if (from?.id === to.id) return "yes";
  if (from && from.moves.length > 0 && !from.moves.includes(to.id)) return "no way";
  const open = to.movers.length === 0 || to.movers.some((role) => roles.includes(role));
  return open ? "yes" : "closed";
}

/**
 * Why a record may not go from one column to another, in words; null where it may. The server
 * judges the same, this tells it before anything is tried.
 */
export function useWays(columns: BoardColumn[]) {
  const { t } = useTranslation();
  const { user } = useMeta();
  return (from: string, to: BoardColumn): string | null => {
    const before = columns.find((column) => column.id === from);
    const found = leads(before, user.administrator ? { ...to, movers: [] } : to, user.roles);
    if (found === "yes") return null;
    if (found === "closed") return t("stage.not_yours", { stage: to.title });
    const names = columns.filter((column) => before?.moves.includes(column.id));
    return names.length === 0
      ? t("stage.final", { stage: before?.title })
      : t("stage.only", {
          stage: before?.title,
          names: names.map((column) => column.title).join(", "),
        });
  };
}
