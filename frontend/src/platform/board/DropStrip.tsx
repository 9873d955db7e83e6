import { useTranslation } from "react-i18next";
import { Icon } from "@/kit/Icon";
import type { BoardColumn } from "./columns";

/** Place that leads to the choice of another funnel. */
export const OTHER_FUNNEL = "other-funnel";

interface Props {
  /** Closed columns of the funnel. */
  closed: BoardColumn[];
  funnels: boolean;
  over: string | null;
}

/** While a card is dragged: won, lost, another funnel. The card's menu has the same. */
export function DropStrip({ closed, funnels, over }: Props) {
  const { t } = useTranslation();
  const shape = (kind: string, place: string) =>
    [kind, over === place ? "over" : ""].filter(Boolean).join(" ");
  return (
    <div className="drops" aria-hidden="true">
      {closed.map((column) => (
        <div
          key={column.id}
          data-place={column.id}
          className={shape(column.kind === "won" ? "w" : "x", column.id)}
        >
          <Icon name={column.kind === "won" ? "check" : "close"} />
          {column.title}
        </div>
      ))}
      {funnels && (
        <div data-place={OTHER_FUNNEL} className={shape("", OTHER_FUNNEL)}>
          <Icon name="swap" />
          {t("stage.other_funnel")}
        </div>
      )}
    </div>
  );
}
