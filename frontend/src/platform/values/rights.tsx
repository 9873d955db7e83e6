import { useTranslation } from "react-i18next";
import type { EditProps, FilterProps, ShowProps, ValueKind } from "./kind";

function Show({ value }: ShowProps) {
  const { t } = useTranslation();
  return <>{t("value.rights", { count: Object.keys((value as object | null) ?? {}).length })}</>;
}

/** Rights are edited on the screen of their role; elsewhere they are only counted. */
function Edit({ field, value }: EditProps) {
  return <Show field={field} value={value} short />;
}

/** Rights are not compared; meta offers no operators for them. */
function Filter(_: FilterProps) {
  return null;
}

export const rights: ValueKind = { Show, Edit, Filter, width: 90 };
