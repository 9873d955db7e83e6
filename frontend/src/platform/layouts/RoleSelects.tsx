import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { Rec } from "@/api/types";
import { Select } from "@/kit/inputs";
import { roleOf, useRoles } from "./layout-api";

interface RolesProps {
  role: string;
  saved: Rec[];
  onRole: (role: string) => void;
}

/** For whom the form is arranged: everybody, or a role that shall have its own. */
export function Roles({ role, saved, onRole }: RolesProps) {
  const { t } = useTranslation();
  const roles = useRoles();
  const own = new Set(saved.map(roleOf));
  const id = useId();
  return (
    <div className="lfor">
      <label htmlFor={id}>{t("layouts.for")}</label>
      <Select
        id={id}
        value={role}
        onValue={onRole}
        empty={t("layouts.everybody")}
        choices={roles.map(({ id: value, name }) => ({
          value,
          label: own.has(value) ? t("layouts.arranged_for", { role: name }) : String(name),
        }))}
      />
    </div>
  );
}

/** Whose rights the preview has. */
export function Seer({ value, onValue }: { value: string; onValue: (role: string) => void }) {
  const id = useId();
  const { t } = useTranslation();
  const roles = useRoles();
  return (
    <div className="lfor">
      <label htmlFor={id}>{t("layouts.see_as")}</label>
      <Select
        id={id}
        value={value}
        onValue={onValue}
        empty={t("layouts.as_me")}
        choices={roles.map((one) => ({ value: one.id, label: String(one.name) }))}
      />
    </div>
  );
}
