import { useMeta } from "@/api/meta";
import type { ObjectMeta } from "@/api/types";
import type { ListControl } from "../list/state";
import { type BoardColumn, funnelIn } from "./columns";
import { withCondition } from "./model";

/** The funnel that is shown: the one in the filter, else the one used last, else the first. */
export function useFunnel(
  object: ObjectMeta,
  columns: BoardColumn[],
  { state, change }: ListControl,
) {
  const { user } = useMeta();
  const name = object.board?.funnel ?? "";
  const place = `kartei.funnel.${user.id}.${object.name}`;
  const funnels = [...new Map(columns.map(({ funnel }) => [funnel?.id, funnel])).values()].filter(
    (funnel) => funnel !== null,
  );
  const inFilter = name ? funnelIn(state.filter, name) : null;
  const kept = localStorage.getItem(place);
  const known = funnels.find((funnel) => funnel.id === kept) ?? funnels[0];
  const id = inFilter ?? (name ? (known?.id ?? null) : null);
  const filter = id && !inFilter ? withCondition(state.filter, name, id) : state.filter;
  const choose = (next: string) => {
    localStorage.setItem(place, next);
    change({ filter: withCondition(state.filter, name, next) }, true);
  };
  return { id, funnels, filter, choose };
}
