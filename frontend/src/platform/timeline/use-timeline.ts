import { useInfiniteQuery } from "@tanstack/react-query";
import { ask } from "@/api/client";
import { queries } from "@/api/queries";
import { FILTERS, type TimelineFilter, type TimelinePage } from "./model";

/** Events of one page. */
export const PAGE = 30;

const keyOf = (object: string, id: string, filter: TimelineFilter) => [
  "records",
  object,
  "timeline",
  id,
  filter,
];

/** Whether the first page is here already, so that the card need not ask for it again. */
export function knowsTimeline(object: string, id: string): boolean {
  return queries.getQueryData(keyOf(object, id, "all")) !== undefined;
}

/** Takes over the first page that came with the card. */
export function keepTimeline(object: string, id: string, page: TimelinePage): void {
  queries.setQueryData(keyOf(object, id, "all"), { pages: [page], pageParams: [""] });
}

/** Reads the timeline of a record again, after something was added to it. */
export function refreshTimeline(object: string, id: string): Promise<void> {
  return queries.invalidateQueries({ queryKey: ["records", object, "timeline", id] });
}

/** The stream of a record, page by page. */
export function useTimeline(object: string, id: string, filter: TimelineFilter) {
  const kinds = FILTERS[filter].join(",");
  return useInfiniteQuery({
    queryKey: keyOf(object, id, filter),
    queryFn: ({ pageParam, signal }) =>
      ask<TimelinePage>(`/records/${object}/${id}/timeline`, {
        query: { after: pageParam, limit: PAGE, kinds },
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
  });
}
