import { useTranslation } from "react-i18next";
import { EmptyState } from "@/kit/states";
import { Link } from "./Link";

export function NotFound() {
  const { t } = useTranslation();
  return (
    <EmptyState
      title={t("error.absent")}
      actions={
        <Link className="btn" href="/">
          {t("action.to_start")}
        </Link>
      }
    >
      {t("error.absent_text")}
    </EmptyState>
  );
}
