import { useTranslation } from "react-i18next";
import type { EditProps, FilterProps, ShowProps, ValueKind } from "./kind";

function Show({ value }: ShowProps) {
  const { t } = useTranslation();
  return <>{t("value.lines", { count: (value as unknown[]).length })}</>;
}

/** Lines are edited on the screen of their document; a generic form only counts them. */
function Edit({ field, value }: EditProps) {
  return <Show field={field} value={Array.isArray(value) ? value : []} short />;
}

/** Lines are not compared; meta offers no operators for them. */
function Filter(_: FilterProps) {
  return null;
}

export const lines: ValueKind = { Show, Edit, Filter, width: 90 };
