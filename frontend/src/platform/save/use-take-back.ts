import { useTranslation } from "react-i18next";
import { undo } from "@/api/records";
import { toast } from "@/kit/toasts";
import { tellRefusal } from "./tell-refusal";

/** The way back of a change, for the toast that tells it; what could not go back is said. */
export function useTakeBack(): (change: string, renew?: () => unknown) => () => Promise<void> {
  const { t } = useTranslation();
  return (change, renew) => async () => {
    try {
      const { kept } = await undo(change);
      if (kept.length > 0) toast(t("bulk.kept", { count: kept.length }));
    } catch (error) {
      tellRefusal(error);
    }
    await renew?.();
  };
}
