import { useTranslation } from "react-i18next";
import type { ObjectMeta } from "@/api/types";
import { Button } from "@/kit/Button";
import { Menu } from "@/kit/Menu";
import { groupFields, groupOf } from "./grouping";
import type { ListControl } from "./state";

/** By which field the rows are divided. */
export function GroupMenu({ object, state, change }: ListControl & { object: ObjectMeta }) {
  const { t } = useTranslation();
  const fields = groupFields(object);
  const now = groupOf(object, state);
  if (fields.length === 0) return null;
  const none = {
    id: "",
    label: t("group.none"),
    checked: !now,
    run: () => change({ group: "" }, true),
  };
  const entries = fields.map((field) => ({
    id: field.name,
    label: field.label,
    checked: field === now,
    run: () => change({ group: field.name }, true),
  }));
  return (
    <Menu
      label={t("group.title")}
      groups={[
        { id: "none", entries: [none] },
        { id: "fields", entries },
      ]}
    >
      <Button tone="quiet" icon="group" chevron className="hide-m">
        {now ? t("group.by", { field: now.label }) : t("group.title")}
      </Button>
    </Menu>
  );
}
