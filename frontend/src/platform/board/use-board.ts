import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useCallback, useRef } from "react";
import { ask } from "@/api/client";
import { queries } from "@/api/queries";
import type { Filter, Rec } from "@/api/types";
import { tellProblem } from "@/app/errors";
import { type Lane, laneKey } from "./model";

interface BoardAnswer {
  columns: Lane[];
}

export interface BoardQuestion {
  filter: Filter | null;
  search: string;
}

/** Cards of a lane that come at once, and the most that are read again after a change. */
const PAGE = 20;
const MOST = 200;

const words = ({ filter, search }: BoardQuestion) => ({
  filter: filter ? JSON.stringify(filter) : undefined,
  search,
});

/** The lanes of a board; more cards of a lane are added as one scrolls. */
export function useBoard(object: string, question: BoardQuestion, enabled: boolean) {
  const queryKey = ["records", object, "board", question];
  const loading = useRef(new Set<string>());
  const board = useQuery({
    queryKey,
    queryFn: ({ signal }) => {
      // What has been scrolled to stays in sight when the board is read again.
      const old = queries.getQueryData<BoardAnswer>(queryKey)?.columns ?? [];
      const limit = Math.min(MOST, Math.max(PAGE, ...old.map((lane) => lane.items.length)));
      const query = { ...words(question), limit };
      return ask<BoardAnswer>(`/records/${object}/board`, { query, signal });
    },
    placeholderData: keepPreviousData,
    enabled,
  });
  const put = (change: (lanes: Lane[]) => Lane[]) =>
    queries.setQueryData<BoardAnswer>(
      queryKey,
      (old) => old && { ...old, columns: change(old.columns) },
    );
  const read = async (lane: Lane) => {
    const column = laneKey(lane);
    if (!lane.next || loading.current.has(column)) return;
    loading.current.add(column);
    try {
      const query = { ...words(question), limit: PAGE, column, after: lane.next };
      const found = await ask<BoardAnswer>(`/records/${object}/board`, { query });
      const [page] = found.columns;
      if (page)
        put((lanes) => lanes.map((one) => (laneKey(one) === column ? join(one, page) : one)));
    } catch (error) {
      tellProblem(error);
    } finally {
      loading.current.delete(column);
    }
  };
  const latestRead = useRef(read);
  latestRead.current = read;
  const more = useCallback((lane: Lane) => void latestRead.current(lane), []);
  return { board, put, more };
}

function join(lane: Lane, page: Lane): Lane {
  const known = new Set(lane.items.map((one: Rec) => one.id));
  const fresh = page.items.filter((one) => !known.has(one.id));
  return { ...lane, items: [...lane.items, ...fresh], next: page.next };
}
