import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask } from "@/api/client";
import { fieldOf } from "@/api/meta";
import type { ObjectMeta } from "@/api/types";
import { Link } from "@/app/Link";
import { Icon } from "@/kit/Icon";
import { useDebounced } from "@/kit/use-debounced";
import { recordHref } from "../addresses";
import { writableFields } from "../values";
import { isEmpty } from "../values/kind";

interface SimilarAnswer {
  items: { record: { id: string; title: string; note: string }; why: string[] }[];
}

/** Typing rests this long before duplicates are asked for, in milliseconds. */
const REST = 250;

/** "There is one already": records like the one being typed, with the fields that agree. */
export function Similar({
  object,
  values,
}: {
  object: ObjectMeta;
  values: Record<string, unknown>;
}) {
  const { t } = useTranslation();
  const filled = Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmpty(value)));
  const typed = useDebounced(JSON.stringify(writableFields(object.fields, filled)), REST);
  const found = useQuery({
    queryKey: ["similar", object.name, typed],
    queryFn: ({ signal }) =>
      ask<SimilarAnswer>(`/records/${object.name}/similar`, {
        method: "POST",
        body: JSON.parse(typed) as object,
        signal,
      }),
    enabled: typed !== "{}",
    retry: false,
  });
  const items = found.data?.items ?? [];
  if (items.length === 0) return null;
  const words = (why: string[]) =>
    why.map((name) => fieldOf(object, name)?.label ?? name).join(", ");
  return (
    <div className="similar" role="status">
      <b>
        <Icon name="copy" size="s" /> {t("form.similar", { count: items.length })}
      </b>
      <ul>
        {items.map(({ record, why }) => (
          <li key={record.id}>
            <Link href={recordHref(object.name, record.id)}>{record.title}</Link>
            {record.note && <span className="mut sm"> {record.note}</span>}
            <span className="mut3 sm"> {t("form.same", { fields: words(why) })}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
