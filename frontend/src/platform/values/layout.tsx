import { useTranslation } from "react-i18next";
import { type AnyDefinition, namesIn } from "../layouts/definition";
import type { EditProps, FilterProps, ShowProps, ValueKind } from "./kind";

function Show({ value }: ShowProps) {
  const { t } = useTranslation();
  return <>{t("layouts.fields", { count: namesIn(value as AnyDefinition).length })}</>;
}

/** Forms are arranged on a screen of their own; elsewhere their fields are only counted. */
function Edit({ field, value }: EditProps) {
  return value ? <Show field={field} value={value} short /> : null;
}

/** Arrangements are not compared; meta offers no operators for them. */
function Filter(_: FilterProps) {
  return null;
}

export const layout: ValueKind = { Show, Edit, Filter, width: 90 };
