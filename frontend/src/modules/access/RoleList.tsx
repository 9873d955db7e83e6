import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useList } from "@/api/records";
import { Link } from "@/app/Link";
import { Icon } from "@/kit/Icon";
import { recordHref } from "@/platform/addresses";
import { type Catalogue, ROLE } from "./rights";

/** All roles, the highest first, with how many hold them. */
export function RoleList({ current, catalogue }: { current: string; catalogue: Catalogue }) {
  const { t } = useTranslation();
  const list = useList(ROLE, {
    sort: "-level,name",
    fields: ["name", "level", "everyone"],
    limit: 200,
  });
  const roles = list.data?.pages.flatMap((page) => page.items) ?? [];
  const nav = useRef<HTMLElement>(null);
  const count = roles.length;
  // On a phone the roles stand in a row that is wider than the screen.
  useEffect(() => {
    const chosen = count > 0 && nav.current?.querySelector("[aria-current]");
    if (chosen) chosen.scrollIntoView({ block: "nearest", inline: "center" });
  }, [count]);
  return (
    <nav ref={nav} className="rolel" aria-label={t("rights.roles")}>
      {roles.map((role) => (
        <Link
          key={role.id}
          href={recordHref(ROLE, role.id)}
          aria-current={role.id === current ? "true" : undefined}
        >
          <span className="m ell">{String(role.name)}</span>
          <Icon name="chevron-right" size="s" />
          <span className="lv">
            {t("rights.level_of", { level: role.level })} ·{" "}
            {role.everyone
              ? t("rights.held_by_all", { level: role.level })
              : t("rights.people", { count: catalogue.held[role.id] ?? 0 })}
          </span>
        </Link>
      ))}
    </nav>
  );
}
