import { useTranslation } from "react-i18next";
import type { ObjectMeta, Rec } from "@/api/types";
import { useFormat } from "@/app/format";
import { useWords } from "../values/words";
import type { Grouping } from "./grouping";

interface Props {
  object: ObjectMeta;
  grouping: Grouping;
  index: number;
  record: Rec;
}

/** "Stage: Offer · 12 · 4 380 000 ₽": counts and sums are those of the whole result. */
export function GroupTitle({ object, grouping, index, record }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const found = grouping.headOf(index);
  if (!found) return null;
  const { field } = grouping;
  const empty = t("group.empty", { field: field.label });
  const known = found.head?.title || words(object, field.name, record[field.name]);
  return (
    <>
      <span className="ell">{found.key === null ? empty : known || empty}</span>
      {found.head && <span className="n">{format.integer(found.head.count)}</span>}
      {found.head?.sum && (
        <>
          <span className="sp" />
          <span className="n">{format.money(found.head.sum)}</span>
        </>
      )}
    </>
  );
}
