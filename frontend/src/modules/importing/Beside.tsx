import { useTranslation } from "react-i18next";
import { useMeta } from "@/api/meta";
import { useFormat } from "@/app/format";

/** What is made along with the rows: the companies of persons, the contact persons of companies. */
export function Beside({ counts }: { counts: Record<string, number> | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { objects } = useMeta();
  const made = Object.entries(counts ?? {}).filter(([, count]) => count > 0);
  if (made.length === 0) return null;
  const words = made.map(
    ([name, count]) => `${objects[name]?.title ?? name}: ${format.integer(count)}`,
  );
  return <p className="sm mut">{t("import.beside", { list: words.join(", ") })}</p>;
}
