import { useTranslation } from "react-i18next";
import { useMeta } from "@/api/meta";
import { useFormat } from "@/app/format";
import { Link } from "@/app/Link";
import { Tag } from "@/kit/Tag";
import { type Import, useImports } from "./import-api";
import { stepHref } from "./steps";

const TONES: Record<Import["state"], string> = {
  draft: "warn",
  running: "info",
  done: "pos",
  cancelled: "neutral",
  undone: "neutral",
  failed: "neg",
};

export function StateTag({ state }: { state: Import["state"] }) {
  const { t } = useTranslation();
  return <Tag tone={TONES[state]}>{t(`import.state_${state}`)}</Tag>;
}

function Row({ one }: { one: Import }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { objects } = useMeta();
  const counts = one.result ?? one.preview;
  const number = (value: number | undefined) => (value == null ? "" : format.integer(value));
  const href = stepHref(one.object, one.id, one.state === "draft" ? "columns" : "import");
  return (
    <tr>
      <td className="m1">
        <Link className="nm" href={href}>
          {one.file.name}
        </Link>
      </td>
      <td className="mut m3">{objects[one.object]?.title ?? one.object}</td>
      <td className="m2">
        <StateTag state={one.state} />
      </td>
      <td className="r hide-m">{number(counts?.new)}</td>
      <td className="r hide-m">{number(counts?.updated)}</td>
      <td className="r hide-m">{number(counts?.faulty)}</td>
      <td className="mut m4">{one.created_at && format.shortMoment(one.created_at)}</td>
      <td className="m5 show-m sm mut">
        {t("import.counts", { added: number(counts?.new), faulty: number(counts?.faulty) })}
      </td>
    </tr>
  );
}

/** The asker's imports, newest first; a draft is taken up again where it was left. */
export function EarlierImports() {
  const { t } = useTranslation();
  const items = useImports().data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className="earlier" aria-labelledby="earlier-imports">
      <h2 id="earlier-imports" className="gh">
        {t("import.earlier")}
      </h2>
      <table className="t stack">
        <thead>
          <tr>
            <th scope="col">{t("import.file")}</th>
            <th scope="col">{t("import.into")}</th>
            <th scope="col">{t("import.state")}</th>
            <th scope="col" className="r">
              {t("import.new")}
            </th>
            <th scope="col" className="r">
              {t("import.updated")}
            </th>
            <th scope="col" className="r">
              {t("import.faulty")}
            </th>
            <th scope="col">{t("import.when")}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((one) => (
            <Row key={one.id} one={one} />
          ))}
        </tbody>
      </table>
    </section>
  );
}
