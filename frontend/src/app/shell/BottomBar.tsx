import { useRouterState } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Icon } from "@/kit/Icon";
import { menuHref } from "@/platform/addresses";
import { Link } from "../Link";
import { isCurrent, useMenu } from "./menu";

/** Entries beside "Menu" that fit a thumb's reach on a phone. */
const ROOM = 4;

/** The bar at the bottom of a phone: the first entries of the menu and the way to all others. */
export function BottomBar({ onMenu }: { onMenu: () => void }) {
  const { t } = useTranslation();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const items = useMenu().flatMap((block) => block.items);
  return (
    <nav className="bnav pnav" aria-label={t("shell.bottom")}>
      {items.slice(0, ROOM).map((item) => (
        <Link
          key={item.id}
          href={menuHref(item)}
          aria-current={isCurrent(menuHref(item), path) ? "page" : undefined}
        >
          <Icon name={item.icon} />
          <span className="ell">{item.title}</span>
        </Link>
      ))}
      <button type="button" onClick={onMenu}>
        <Icon name="list" />
        <span className="ell">{t("shell.menu_short")}</span>
      </button>
    </nav>
  );
}
