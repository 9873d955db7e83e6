/** The list a record was opened from: its neighbours are the next and the previous record. */
interface Trail {
  object: string;
  ids: string[];
}

let trail: Trail = { object: "", ids: [] };

export function keepTrail(object: string, ids: string[]): void {
  trail = { object, ids };
}

/** Records before and after in the list somebody came from. */
export function neighboursOf(
  object: string,
  id: string,
): { previous: string | undefined; next: string | undefined } {
  const at = trail.object === object ? trail.ids.indexOf(id) : -1;
  return { previous: trail.ids[at - 1], next: at < 0 ? undefined : trail.ids[at + 1] };
}
