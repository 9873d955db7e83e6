/** Where somebody was in a list: restored when he comes back from a record. Kept for this tab. */
export interface Place {
  top: number;
  /** Record that was current. */
  id: string;
}

const key = (address: string) => `kartei.place.${address}`;

export function readPlace(address: string): Place | null {
  const kept = sessionStorage.getItem(key(address));
  return kept ? (JSON.parse(kept) as Place) : null;
}

export function keepPlace(address: string, place: Place): void {
  sessionStorage.setItem(key(address), JSON.stringify(place));
}
