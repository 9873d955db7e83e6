import { useTranslation } from "react-i18next";
import type { ObjectMeta, SavedView } from "@/api/types";
import { tellProblem } from "@/app/errors";
import { Link } from "@/app/Link";
import { IconButton } from "@/kit/Button";
import { Menu } from "@/kit/Menu";
import { toast } from "@/kit/toasts";
import { listHref } from "../addresses";
import { quickViews } from "../extensions";
import { knows } from "../filter/model";
import { type ListState, writeState } from "../list/state";
import { useViewActs, useViews } from "./use-views";
import { plainState, stateOf } from "./view-state";

interface Props {
  object: ObjectMeta;
  state: ListState;
  onNew: () => void;
}

function ViewMenu({ view, object }: { view: SavedView; object: ObjectMeta }) {
  const { t } = useTranslation();
  const { create, remove } = useViewActs(object.name);
  const drop = () =>
    remove.mutate(view.id, {
      onError: tellProblem,
      onSuccess: () =>
        toast(t("view.removed", { title: view.title }), {
          undo: () => create.mutateAsync(view).catch(tellProblem),
        }),
    });
  return (
    <Menu
      label={t("view.menu", { title: view.title })}
      groups={[
        {
          id: "view",
          entries: [
            { id: "drop", label: t("action.delete"), icon: "trash", danger: true, run: drop },
          ],
        },
      ]}
    >
      <IconButton
        small
        className="self"
        icon="more"
        label={t("view.menu", { title: view.title })}
      />
    </Menu>
  );
}

/** Views as tabs: everything, ready ones of the module, the user's own, those shared with him. */
export function ViewTabs({ object, state, onNew }: Props) {
  const { t } = useTranslation();
  const views = useViews(object.name).data ?? [];
  const tab = (id: string) => (state.saved === id ? ("page" as const) : undefined);
  const href = (to: ListState) => listHref(object.name, writeState(to));
  const current = views.find((view) => view.id === state.saved);
  const quick = quickViews(object.name).filter((one) => knows(object, one.filter));
  const same = JSON.stringify(state.filter);
  const chosen = state.saved ? undefined : quick.find((one) => JSON.stringify(one.filter) === same);
  return (
    <nav className="views" aria-label={t("view.saved")}>
      <Link href={href(plainState(state.view))} aria-current={chosen ? undefined : tab("")}>
        {t("view.all")}
      </Link>
      {quick.map((one) => (
        <Link
          key={one.id}
          href={href({ ...plainState(state.view), filter: one.filter })}
          aria-current={one === chosen ? "page" : undefined}
        >
          {one.label(t)}
        </Link>
      ))}
      {views.map((view) => (
        <Link key={view.id} href={href(stateOf(view))} aria-current={tab(view.id)}>
          {view.title}
        </Link>
      ))}
      {current?.mine && <ViewMenu view={current} object={object} />}
      <IconButton small className="self" icon="plus" label={t("view.new")} onClick={onNew} />
    </nav>
  );
}
