import { useTranslation } from "react-i18next";
import { fieldOf, useObject } from "@/api/meta";
import { Link } from "@/app/Link";
import { NotFound } from "@/app/NotFound";
import { Icon } from "@/kit/Icon";
import { arrangeHref, LAYOUT } from "./layout-api";
import "./layouts.css";

/** Whose form is to be arranged: asked where nobody comes from a card. */
export default function NewLayout() {
  const { t } = useTranslation();
  const layout = useObject(LAYOUT);
  const field = layout && fieldOf(layout, "object");
  if (!field) return <NotFound />;
  return (
    <>
      <div className="head">
        <h1>{t("layouts.object")}</h1>
      </div>
      <ul className="lobjects">
        {(field.options ?? []).map((one) => (
          <li key={one.value}>
            <Link href={arrangeHref(one.value)}>
              <Icon name="columns" />
              {one.label}
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
