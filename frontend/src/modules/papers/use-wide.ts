import { useMedia } from "@/kit/use-media";

/** True where lines and paper stand side by side with room for every column. */
export function useWide(): boolean {
  return useMedia("(min-width: 1600px)");
}
