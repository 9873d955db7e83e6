import { useTranslation } from "react-i18next";
import { useMeta } from "@/api/meta";
import { Link } from "@/app/Link";
import { recordHref } from "@/platform/addresses";
import type { KeptValue } from "./import-api";

/** What an undo has left alone because somebody has changed it since. */
export function KeptList({ kept }: { kept: KeptValue[] }) {
  const { t } = useTranslation();
  const { objects } = useMeta();
  const label = (one: KeptValue) =>
    objects[one.object]?.fields.find((field) => field.name === one.field)?.label ?? one.field;
  return (
    <section className="kept" aria-labelledby="kept">
      <h2 id="kept" className="b">
        {t("bulk.kept", { count: kept.length })}
      </h2>
      <ul>
        {kept.map((one) => (
          <li key={`${one.id}-${one.field}`} className="row">
            <Link href={recordHref(one.object, one.id)}>{one.title}</Link>
            <span className="mut">{label(one)}</span>
            <span className="mut3">{one.by?.title}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
