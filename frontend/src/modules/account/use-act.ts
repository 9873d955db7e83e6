import { useAlone } from "@/kit/use-alone";
import { tellRefusal } from "@/platform/save/tell-refusal";
import { GivenUp } from "./use-guarded";

/** Runs an act once at a time and tells why it was refused; a window that was closed tells nothing. */
export function useAct(): (act: () => Promise<unknown>) => void {
  const alone = useAlone();
  return (act) =>
    void alone(async () => {
      try {
        await act();
      } catch (error) {
        if (!(error instanceof GivenUp)) tellRefusal(error);
      }
    });
}
