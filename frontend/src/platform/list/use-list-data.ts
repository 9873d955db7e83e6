import { useCallback, useMemo } from "react";
import { fieldOf } from "@/api/meta";
import { useList } from "@/api/records";
import type { ObjectMeta, Rec } from "@/api/types";
import { hasNextStep, NEXT_STEP, NEXT_STEP_AT, STATE } from "./NextStep";
import { type ListState, questionOf, shownColumns } from "./state";

const NO_ROWS: Rec[] = [];

/** Rows of a list as far as they are loaded, and how many there are. */
export function useListData(object: ObjectMeta, state: ListState) {
  const question = questionOf(object, state);
  const steps = hasNextStep(object) && shownColumns(object, state).includes(NEXT_STEP);
  const known = [NEXT_STEP_AT, STATE].filter((name) => fieldOf(object, name));
  const fields = [...new Set([...(question.fields ?? []), ...(steps ? known : [])])];
  const list = useList(object.name, { ...question, fields });
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const rows = useMemo(() => data?.pages.flatMap((page) => page.items) ?? NO_ROWS, [data]);
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const count = data?.pages[0]?.count ?? null;
  // Once the last page is here, the rows themselves are the count.
  const total = data && !hasNextPage ? rows.length : (count?.value ?? -1);
  const exact = (data && !hasNextPage) || (count?.exact ?? false);
  return { list, rows, more, total, exact, loading: list.isPending };
}

export type ListData = ReturnType<typeof useListData>;
