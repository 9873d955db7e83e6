import "./settings.css";
import { useTranslation } from "react-i18next";
import { useMeta } from "@/api/meta";
import { Link } from "@/app/Link";
import { NotFound } from "@/app/NotFound";
import { useRider } from "@/app/riders";
import { Icon } from "@/kit/Icon";
import { newHref } from "@/platform/addresses";
import { settingsOf } from "./places";

/** Where everything is set up: one page of links, in the order in which a firm shapes its system. */
export default function SettingsHome() {
  const { t } = useTranslation();
  const meta = useMeta();
  const parts = settingsOf(meta, t);
  useRider({ key: "/settings", href: "/settings", title: t("system.title"), icon: "settings" });
  if (parts.length === 0) return <NotFound />;
  return (
    <>
      <div className="head">
        <h1>{t("system.title")}</h1>
      </div>
      <div className="sethome">
        {parts.map((part) => (
          <section key={part.id}>
            <h2>{t(`system.part_${part.id}`)}</h2>
            <p className="mut">{t(`system.about_${part.id}`)}</p>
            <ul>
              {part.places.map((place) => (
                <li key={place.id}>
                  <Link className="setlink" href={place.href}>
                    <Icon name={place.icon} />
                    {place.title}
                  </Link>
                </li>
              ))}
              {part.id === "objects" && meta.objects["meta.object"] && (
                <li>
                  <Link className="setlink" href={newHref("meta.object")}>
                    <Icon name="plus" />
                    {t("system.new_object")}
                  </Link>
                </li>
              )}
            </ul>
          </section>
        ))}
      </div>
    </>
  );
}
