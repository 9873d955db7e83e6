import "./layouts.css";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { may, useObject } from "@/api/meta";
import type { ObjectMeta } from "@/api/types";
import { Button } from "@/kit/Button";
import { Select } from "@/kit/inputs";
import { LAYOUT, roleOf, useLayouts, useRoles } from "./layout-api";
import { useSaving } from "./use-saving";

interface Props {
  object: ObjectMeta;
  shown: string[];
  /** Called when the shown columns have become the standard, or the standard has changed. */
  onDone: () => void;
}

/** Makes the shown columns the standard for everybody or for a role; only for who may arrange. */
export function StandardColumns(props: Props) {
  const layouts = useObject(LAYOUT);
  const allowed = may(layouts, "create") && may(layouts, "write");
  return allowed && !props.object.name.startsWith("meta.") ? <Panel {...props} /> : null;
}

function Panel({ object, shown, onDone }: Props) {
  const { t } = useTranslation();
  const [role, setRole] = useState("");
  const roles = useRoles();
  const layouts = useLayouts(object.name);
  const saved = (layouts.data?.pages.flatMap((page) => page.items) ?? []).filter(
    (one) => one.place === "list" && !one.deleted,
  );
  const begun = saved.find((one) => roleOf(one) === role);
  const own = new Set(saved.map(roleOf));
  const { save, restore } = useSaving({
    object: object.name,
    place: "list",
    role,
    begun,
    onSaved: onDone,
  });
  return (
    <div className="colstd">
      <Select
        aria-label={t("layouts.list_for")}
        value={role}
        onValue={setRole}
        empty={t("layouts.everybody")}
        choices={roles.map(({ id, name }) => ({
          value: id,
          label: own.has(id) ? t("layouts.arranged_for", { role: name }) : String(name),
        }))}
      />
      <Button icon="check" disabled={!layouts.data} onClick={() => save({ columns: shown })}>
        {t("layouts.list_standard")}
      </Button>
      {begun && (
        <Button tone="quiet" onClick={restore}>
          {t("layouts.list_back")}
        </Button>
      )}
    </div>
  );
}
