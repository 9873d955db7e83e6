import "./settings.css";
import { useRouterState } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useMeta } from "@/api/meta";
import { Link } from "@/app/Link";
import { Icon } from "@/kit/Icon";
import { settingsOf } from "./places";

/** The list of everything that can be set up, beside one of its pages. */
export function SettingsFrame({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const meta = useMeta();
  const path = useRouterState({ select: (state) => state.location.pathname });
  return (
    <div className="setpage">
      <nav className="setnav" aria-label={t("system.title")}>
        {settingsOf(meta, t).map((part) => (
          <section key={part.id}>
            <h2>{t(`system.part_${part.id}`)}</h2>
            <ul>
              {part.places.map((place) => (
                <li key={place.id}>
                  <Link
                    className="setlink"
                    href={place.href}
                    aria-current={path === place.href ? "page" : undefined}
                  >
                    <Icon name={place.icon} />
                    <span className="ell">{place.title}</span>
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </nav>
      <div className="setmain">{children}</div>
    </div>
  );
}
