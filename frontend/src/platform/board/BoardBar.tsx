import { useTranslation } from "react-i18next";
import { fieldOf, may, useMeta } from "@/api/meta";
import { invalidateObject } from "@/api/records";
import type { LinkValue, ObjectMeta } from "@/api/types";
import { useCommands } from "@/app/commands";
import { Link, useGo } from "@/app/Link";
import { Button, IconButton } from "@/kit/Button";
import { Icon } from "@/kit/Icon";
import { Menu } from "@/kit/Menu";
import { newHref, recordHref } from "../addresses";
import { FIND_ID, Find } from "../list/ListBar";
import type { ListControl } from "../list/state";

interface Props extends ListControl {
  object: ObjectMeta;
  funnel: { id: string | null; funnels: LinkValue[]; choose: (id: string) => void };
  lost: boolean;
  onLost: () => void;
}

/** Create, find │ funnel, more │ refresh. */
export function BoardBar({ object, state, change, funnel, lost, onLost }: Props) {
  const { t } = useTranslation();
  const shown = funnel.funnels.find((one) => one.id === funnel.id);
  const go = useGo();
  const { objects } = useMeta();
  const way = fieldOf(object, object.board?.funnel ?? "")?.target ?? "";
  const shaping = may(objects[way], "write");
  const edit = () => funnel.id && go(recordHref(way, funnel.id));
  const refresh = () => void invalidateObject(object.name);
  useCommands([
    {
      id: "list.find",
      label: t("command.find"),
      icon: "search",
      shortcut: "ctrl+f",
      run: () => document.getElementById(FIND_ID)?.focus(),
    },
    {
      id: "list.refresh",
      label: t("action.refresh"),
      icon: "refresh",
      shortcut: "r",
      run: refresh,
    },
  ]);
  return (
    <div className="cmd">
      {may(object, "create") && (
        <Link className="btn p hide-m" href={newHref(object.name)}>
          <Icon name="plus" />
          <span>{t("action.create")}</span>
        </Link>
      )}
      <Find state={state} change={change} />
      <span className="vr hide-m" />
      {funnel.funnels.length > 1 && (
        <Menu
          label={t("stage.funnel")}
          groups={[
            {
              id: "funnels",
              title: t("stage.funnel"),
              entries: funnel.funnels.map((one) => ({
                id: one.id,
                label: one.title,
                checked: one.id === funnel.id,
                run: () => funnel.choose(one.id),
              })),
            },
          ]}
        >
          <Button tone="quiet" chevron className="funnel">
            <span className="hide-m">{t("stage.funnel")}: </span>
            {shown?.title}
          </Button>
        </Menu>
      )}
      <Menu
        label={t("action.more")}
        groups={[
          {
            id: "more",
            entries: [{ id: "lost", label: t("board.show_lost"), checked: lost, run: onLost }],
          },
          {
            id: "shape",
            entries:
              shaping && funnel.id
                ? [{ id: "funnel", label: t("funnel.edit"), icon: "settings", run: edit }]
                : [],
          },
        ]}
      >
        <Button tone="quiet" chevron className="hide-m">
          {t("action.more")}
        </Button>
      </Menu>
      <span className="sp" />
      <IconButton className="hide-m" icon="refresh" label={t("action.refresh")} onClick={refresh} />
    </div>
  );
}
