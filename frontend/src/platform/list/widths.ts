import { useState } from "react";

type Widths = Record<string, number>;

/**
 * Widths of columns in pixels: those of the saved view, and over them those somebody has drawn,
 * kept per object in this browser.
 */
export function useWidths(object: string, ofView: Widths = {}) {
  const place = `kartei.widths.${object}`;
  const [widths, setWidths] = useState<Widths>(() => {
    const kept = localStorage.getItem(place);
    return kept ? (JSON.parse(kept) as Widths) : {};
  });
  const keep = (next: Widths) => {
    setWidths(next);
    localStorage.setItem(place, JSON.stringify(next));
  };
  return {
    widths: { ...ofView, ...widths },
    resize: (column: string, width: number) => keep({ ...widths, [column]: width }),
  };
}
