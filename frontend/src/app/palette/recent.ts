/** Records opened last, for the palette before anything is typed. */
export interface Recent {
  href: string;
  title: string;
  icon: string;
  note: string;
}

const KEPT = "kartei.recent";
const MOST = 8;

export function recents(): Recent[] {
  const kept = localStorage.getItem(KEPT);
  return kept ? (JSON.parse(kept) as Recent[]) : [];
}

export function noteRecent(recent: Recent): void {
  const others = recents().filter((one) => one.href !== recent.href);
  localStorage.setItem(KEPT, JSON.stringify([recent, ...others].slice(0, MOST)));
}
