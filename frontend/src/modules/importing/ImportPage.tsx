import "./importing.css";
import { useParams, useRouterState } from "@tanstack/react-router";
import { parseSearch } from "@/app/address";
import { ImportFlow } from "./ImportFlow";
import { ImportStart } from "./ImportStart";

/** `/import`, `/import/<object>` and `?object=`: choosing a file; `?id=`: one import. */
export default function ImportPage() {
  const { object } = useParams({ strict: false });
  const search = useRouterState({ select: (state) => state.location.searchStr });
  const asked = parseSearch(search);
  if (asked.id) return <ImportFlow key={asked.id} id={asked.id} step={asked.step} />;
  return <ImportStart wanted={object ?? asked.object} />;
}
