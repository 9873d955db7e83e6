import { useQueries } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { fieldOf } from "@/api/meta";
import { listRecords } from "@/api/records";
import type { Filter, ObjectMeta } from "@/api/types";
import { useFormat } from "@/app/format";
import { joinParts, partsOf } from "../filter/model";
import type { ListControl } from "../list/state";
import { type Lane, sumsOf } from "./model";
import type { BoardQuestion } from "./use-board";

interface Props extends ListControl {
  object: ObjectMeta;
  lanes: Lane[];
  question: BoardQuestion;
}

interface Watch {
  id: "rotting" | "no_step";
  condition: Filter;
}

/** What is worth watching, as far as the object has the fields for it. */
function watches(object: ObjectMeta): Watch[] {
  const open: Filter[] = object.board?.columns_of ? [[`${object.board.by}.kind`, "=", "open"]] : [];
  const found: (Watch | null)[] = [
    fieldOf(object, "rots_on")
      ? { id: "rotting", condition: ["and", ...open, ["rots_on", "<=", "today"]] }
      : null,
    fieldOf(object, "next_step_at")
      ? { id: "no_step", condition: ["and", ...open, ["next_step_at", "empty"]] }
      : null,
  ];
  return found.filter((one) => one !== null);
}

/** Figures over all open lanes; what waits can be looked at by a click. */
export function BoardSums({ object, lanes, question, state, change }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { sum, weighted } = sumsOf(lanes);
  const shown = watches(object);
  const add = (condition: Filter) =>
    joinParts([...partsOf(state.filter), ...partsOf(condition)].filter(unique));
  const counts = useQueries({
    queries: shown.map(({ condition }) => {
      const filter = joinParts([...partsOf(question.filter), ...partsOf(condition)]);
      const asked = { filter, search: question.search, limit: 1, count: "capped" as const };
      return {
        queryKey: ["records", object.name, "count", asked],
        queryFn: ({ signal }: { signal: AbortSignal }) => listRecords(object.name, asked, signal),
      };
    }),
  });
  return (
    <dl className="sum" aria-label={t("board.sums")}>
      {sum && (
        <div>
          <dt>{t("board.open")}</dt>
          <dd>{format.money(sum)}</dd>
        </div>
      )}
      {weighted && (
        <div>
          <dt>{t("board.forecast")}</dt>
          <dd>{format.money(weighted)}</dd>
        </div>
      )}
      {shown.map(({ id, condition }, index) => {
        const count = counts[index]?.data?.count?.value;
        if (count === undefined) return null;
        return (
          <div key={id}>
            <dt>{t(`board.${id}`)}</dt>
            <dd className={count > 0 ? "warn" : ""}>
              <button
                type="button"
                disabled={count === 0}
                onClick={() => change({ filter: add(condition) }, true)}
              >
                {format.integer(count)}
              </button>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

const unique = (part: Filter, index: number, all: Filter[]) =>
  all.findIndex((one) => JSON.stringify(one) === JSON.stringify(part)) === index;
