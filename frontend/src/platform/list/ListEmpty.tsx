import { useQueries } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { may } from "@/api/meta";
import { listRecords } from "@/api/records";
import type { Filter, ObjectMeta } from "@/api/types";
import { useFormat } from "@/app/format";
import { Link } from "@/app/Link";
import { Button } from "@/kit/Button";
import { EmptyState } from "@/kit/states";
import { newHref } from "../addresses";
import { joinParts, partsOf } from "../filter/model";
import { Sentence } from "../filter/Sentence";
import type { ListControl, ListState } from "./state";

interface Props extends ListControl {
  object: ObjectMeta;
}

interface Way {
  part: Filter | null;
  without: Pick<ListState, "filter" | "search">;
}

/** The list without one of its conditions, for each of them; the search counts as one. */
function waysOut({ filter, search }: ListState): Way[] {
  const parts = partsOf(filter);
  const ways: Way[] = parts.map((part, index) => ({
    part,
    without: { filter: joinParts(parts.toSpliced(index, 1)), search },
  }));
  return search ? [...ways, { part: null, without: { filter, search: "" } }] : ways;
}

function FirstUse({ object }: { object: ObjectMeta }) {
  const { t } = useTranslation();
  return (
    <EmptyState
      title={t("empty.first", { title: object.title })}
      actions={
        <>
          {may(object, "create") && (
            <Link className="btn p" href={newHref(object.name)}>
              {t("action.create_named", { one: object.one })}
            </Link>
          )}
          {object.features.includes("import") && may(object, "create") && (
            <Link className="btn" href={`/import?object=${object.name}`}>
              {t("action.import")}
            </Link>
          )}
        </>
      }
    >
      {t("empty.first_text")}
    </EmptyState>
  );
}

/** Nothing matches: says which condition removes most and takes just that one away. */
function NoMatch({ object, state, change }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const ways = waysOut(state);
  const counts = useQueries({
    queries: ways.map(({ without }) => ({
      queryKey: ["records", object.name, "without", without],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        listRecords(object.name, { ...without, limit: 1, count: "capped" }, signal),
    })),
  });
  const found = ways.map((way, index) => ({ way, count: counts[index]?.data?.count?.value ?? 0 }));
  const best = found.reduce<(typeof found)[number] | null>(
    (most, one) => (one.count > (most?.count ?? 0) ? one : most),
    null,
  );
  const everything = () => change({ filter: null, search: "" }, true);
  return (
    <EmptyState
      title={t("empty.no_match", { many: object.many || object.title })}
      actions={
        <>
          {best && (
            <Button tone="primary" onClick={() => change(best.way.without, true)}>
              {t("empty.remove", { count: best.count, number: format.integer(best.count) })}
            </Button>
          )}
          <Button onClick={everything}>{t("empty.remove_all")}</Button>
        </>
      }
    >
      {best && (
        <>
          {t("empty.most")}{" "}
          {best.way.part ? (
            <Sentence filter={best.way.part} object={object} />
          ) : (
            <b>«{state.search}»</b>
          )}
        </>
      )}
    </EmptyState>
  );
}

/** What stands in place of the rows when there are none. */
export function ListEmpty(props: Props) {
  const { t } = useTranslation();
  const { state } = props;
  if (state.filter || state.search) return <NoMatch {...props} />;
  if (state.deleted) return <EmptyState title={t("empty.bin")} />;
  return <FirstUse object={props.object} />;
}
