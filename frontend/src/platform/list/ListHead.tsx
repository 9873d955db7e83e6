import { useTranslation } from "react-i18next";
import { may } from "@/api/meta";
import type { ObjectMeta } from "@/api/types";
import { useFormat } from "@/app/format";
import { Link } from "@/app/Link";
import { Icon } from "@/kit/Icon";
import { Segmented } from "@/kit/inputs";
import { newHref } from "../addresses";
import { moduleFronts } from "../extensions";
import { ViewTabs } from "../views/ViewTabs";
import type { ListControl } from "./state";

interface Props extends ListControl {
  object: ObjectMeta;
  total: number;
  exact: boolean;
  onNewView: () => void;
}

/** Ways to lay out the records of an object beside the list. */
export function useLayouts(object: ObjectMeta) {
  const { t } = useTranslation();
  const others = moduleFronts()
    .flatMap((one) => one.listViews ?? [])
    .filter((view) => view.objects(object));
  return [
    { value: "list", label: t("layout.list"), icon: "list" },
    ...others.map((view) => ({ value: view.id, label: view.label(t), icon: view.icon })),
  ];
}

/** Name, count, saved views and layouts of a list. */
export function ListHead({ object, total, exact, state, change, onNewView }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const layouts = useLayouts(object);
  const count = total >= 0 ? format.integer(exact ? total : total - 1) + (exact ? "" : "+") : "";
  return (
    <div className="head lhead">
      <h1>{state.deleted ? t("list.bin", { title: object.title }) : object.title}</h1>
      <span className="cnt" role="status">
        {count}
      </span>
      <span className="sp show-m" />
      {may(object, "create") && (
        <Link className="ibtn show-m" href={newHref(object.name)} aria-label={t("action.create")}>
          <Icon name="plus" />
        </Link>
      )}
      <ViewTabs object={object} state={state} onNew={onNewView} />
      <span className="sp" />
      {layouts.length > 1 && (
        <Segmented
          label={t("layout.title")}
          iconsOnly
          value={layouts.some((one) => one.value === state.view) ? state.view : "list"}
          onValue={(view) => change({ view }, true)}
          choices={layouts}
        />
      )}
    </div>
  );
}
