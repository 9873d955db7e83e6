import { useEffect, useRef, useState } from "react";

/** So long after the pointer has moved what lies under it stays as it is. */
const STILL_MS = 300;

/** What is shown, and what the pointer's movement over it has to call. */
export interface Steady<T> {
  shown: T;
  onPointerMove: () => void;
}

/**
 * A value that does not change under a moving pointer: who aims at an option clicks that option,
 * also when the answer to what he typed comes meanwhile. `same` tells two values that look alike.
 */
export function useSteady<T>(value: T, same: (a: T, b: T) => boolean): Steady<T> {
  const [held, setHeld] = useState(value);
  const until = useRef(0);
  const alike = held === value || same(held, value);
  useEffect(() => {
    if (alike) return;
    let timer = 0;
    const settle = () => {
      const wait = until.current - Date.now();
      if (wait > 0) timer = window.setTimeout(settle, wait);
      else setHeld(value);
    };
    settle();
    return () => clearTimeout(timer);
  }, [alike, value]);
  return {
    shown: alike ? value : held,
    onPointerMove: () => {
      until.current = Date.now() + STILL_MS;
    },
  };
}
