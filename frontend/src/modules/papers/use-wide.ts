import { useSyncExternalStore } from "react";

const query = "(min-width: 1600px)";

/** True where lines and paper stand side by side with room for every column. */
export function useWide(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = matchMedia(query);
      media.addEventListener("change", listener);
      return () => media.removeEventListener("change", listener);
    },
    () => matchMedia(query).matches,
  );
}
