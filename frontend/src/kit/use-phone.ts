import { useSyncExternalStore } from "react";

const query = "(max-width: 720px)";

/** True on a narrow screen, where lists and windows have their phone form. */
export function usePhone(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = matchMedia(query);
      media.addEventListener("change", listener);
      return () => media.removeEventListener("change", listener);
    },
    () => matchMedia(query).matches,
  );
}
