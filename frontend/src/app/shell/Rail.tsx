import { useRouterState } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMeta } from "@/api/meta";
import type { MenuItemMeta } from "@/api/types";
import { Icon, Logo } from "@/kit/Icon";
import { menuHref } from "@/platform/addresses";
import { Link } from "../Link";
import { isCurrent, isSetting, useMenu, useShownMenu } from "./menu";

/** The group that stands at the foot of the rail. */
const SETTINGS = "settings";

function Entry({ item, path }: { item: MenuItemMeta; path: string }) {
  const href = menuHref(item);
  const all = useMenu();
  const here = isCurrent(href, path) || (item.id === SETTINGS && isSetting(all, menuHref, path));
  return (
    <li>
      <Link href={href} title={item.title} aria-current={here ? "page" : undefined}>
        <Icon name={item.icon} />
        <span className="ell">{item.title}</span>
      </Link>
    </li>
  );
}

/** The groups of the menu that the asker's roles allow; `[` folds it to icons. */
export function Rail() {
  const { t } = useTranslation();
  const meta = useMeta();
  const blocks = useShownMenu(t("system.title"));
  const path = useRouterState({ select: (state) => state.location.pathname });
  return (
    <nav className="rail" aria-label={t("shell.menu")}>
      <Link className="brand" href="/" aria-label={`Kartei, ${meta.firm.name}`}>
        <Logo />
        <span className="ell">{meta.firm.name || "Kartei"}</span>
      </Link>
      {blocks.map((block) => (
        <div key={block.id} className={block.id === SETTINGS ? "rf" : ""}>
          {block.title && <h2>{block.title}</h2>}
          <ul>
            {block.items.map((item) => (
              <Entry key={item.id} item={item} path={path} />
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
