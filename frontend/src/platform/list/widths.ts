import { useState } from "react";

/** Widths of columns somebody has drawn, kept per object in this browser, in pixels. */
export function useWidths(object: string) {
  const place = `kartei.widths.${object}`;
  const [widths, setWidths] = useState<Record<string, number>>(() => {
    const kept = localStorage.getItem(place);
    return kept ? (JSON.parse(kept) as Record<string, number>) : {};
  });
  const keep = (next: Record<string, number>) => {
    setWidths(next);
    localStorage.setItem(place, JSON.stringify(next));
  };
  return {
    widths,
    resize: (column: string, width: number) => keep({ ...widths, [column]: width }),
  };
}
