import { useMedia } from "./use-media";

/** True on a narrow screen, where lists and windows have their phone form. */
export function usePhone(): boolean {
  return useMedia("(max-width: 720px)");
}
