import { useTranslation } from "react-i18next";
import { Dismissed } from "@/api/passkeys";
import { ApiProblem } from "@/api/problem";

/** What a refusal at the door says: the server's words, the wait of a lock in minutes. */
export function useWords(): (error: Error) => string {
  const { t } = useTranslation();
  return (error) => {
    if (error instanceof Dismissed) return t("door.passkey_left");
    if (!(error instanceof ApiProblem)) return t("door.passkey_failed");
    if (error.status === 0) return t("error.offline");
    if (error.wait) return t("door.locked", { count: Math.ceil(error.wait / 60) });
    return error.errors[0]?.detail ?? error.message;
  };
}
