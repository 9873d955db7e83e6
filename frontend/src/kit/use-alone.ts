import { useRef } from "react";

/**
 * Keeps an act from being done twice: while one is on its way, a further call does nothing. The
 * second of two clicks comes before the first is drawn, so a state would tell of it too late.
 */
export function useAlone(): (act: () => Promise<unknown>) => Promise<void> {
  const busy = useRef(false);
  return async (act) => {
    if (busy.current) return;
    busy.current = true;
    try {
      await act();
    } finally {
      busy.current = false;
    }
  };
}
