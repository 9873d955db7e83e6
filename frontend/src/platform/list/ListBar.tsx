import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "@/api/meta";
import { invalidateObject } from "@/api/records";
import type { ObjectMeta } from "@/api/types";
import { useCommands } from "@/app/commands";
import { Link, useGo } from "@/app/Link";
import { Button, IconButton } from "@/kit/Button";
import { Icon } from "@/kit/Icon";
import { Menu, type MenuEntry } from "@/kit/Menu";
import { Popover } from "@/kit/Popover";
import { useDebounced } from "@/kit/use-debounced";
import { newHref } from "../addresses";
import { isSample, joinParts, partsOf } from "../filter/model";
import { useFieldDialog } from "../shaping/use-field-dialog";
import { GroupMenu } from "./GroupMenu";
import { orderOf } from "./grouping";
import { type ListControl, shownColumns } from "./state";
import { FORMATS, type useExport } from "./use-export";

const ColumnsPanel = lazy(() => import("./ColumnsPanel"));

/** Typing rests this long before the list is asked, in milliseconds: quick pairs of keys ask once. */
const REST = 40;

export const FIND_ID = "list-find";

export function Find({ state, change }: ListControl) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(state.search);
  const rested = useDebounced(typed, REST);
  const [sent, setSent] = useState(state.search);
  if (state.search !== sent) {
    // The address changed from elsewhere: a view, a removed condition, the way back.
    setSent(state.search);
    setTyped(state.search);
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a rested text asks anew
  useEffect(() => {
    if (rested === typed && rested.trim() !== state.search) {
      setSent(rested.trim());
      change({ search: rested.trim() });
    }
  }, [rested]);
  return (
    <label className="find">
      <span className="vh">{t("list.find")}</span>
      <Icon name="search" size="s" />
      <input
        id={FIND_ID}
        type="search"
        placeholder={t("list.find")}
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
    </label>
  );
}

interface Props extends ListControl {
  object: ObjectMeta;
  exporting: ReturnType<typeof useExport>;
  /** Edits the current cell. */
  onEdit: (() => void) | null;
  changed: boolean;
  onSaveView: () => void;
  onUpdateView: (() => void) | null;
  /** On a phone the filters stand in the same row. */
  children?: ReactNode;
}

function useMore({
  object,
  state,
  change,
  exporting,
}: Props): { id: string; entries: MenuEntry[] }[] {
  const { t } = useTranslation();
  const go = useGo();
  const { filter, search, deleted } = state;
  const sort = orderOf(object, state);
  const formats = FORMATS.map((format) => ({
    id: format,
    label: t(`export.${format}`),
    icon: "download",
    run: () => exporting.run({ filter, sort, search, format }),
  }));
  const rest = [
    object.features.includes("import") && may(object, "create")
      ? {
          id: "import",
          label: t("action.import"),
          icon: "upload",
          run: () => go(`/import?object=${object.name}`),
        }
      : null,
    object.features.includes("bin")
      ? {
          id: "bin",
          label: deleted ? t("list.leave_bin") : t("list.open_bin"),
          icon: "trash",
          run: () => change({ deleted: !deleted }, true),
        }
      : null,
  ].filter((entry) => entry !== null);
  const samples = [true, false].map((only) => ({
    id: only ? "samples" : "real",
    label: t(only ? "samples.only" : "samples.none"),
    icon: "filter",
    run: () => {
      const others = partsOf(filter).filter((part) => !isSample(part));
      change({ filter: joinParts([...others, ["sample", "=", only]]) });
    },
  }));
  return [
    { id: "samples", entries: object.features.includes("samples") ? samples : [] },
    { id: "export", entries: may(object, "export") ? formats : [] },
    { id: "more", entries: rest },
  ];
}

/** Create, find, edit │ columns, more │ the state of the view, refresh. */
export function ListBar(props: Props) {
  const { object, state, change, onEdit } = props;
  const { t } = useTranslation();
  const more = useMore(props);
  // A new field is a column at once, also where the columns were chosen before.
  const shape = useFieldDialog(object, (name) => {
    const { columns } = state;
    if (columns && !columns.includes(name)) change({ columns: [...columns, name] });
  });
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
      <Button
        className="hide-m"
        icon="edit"
        shortcut="E"
        disabled={!onEdit}
        onClick={onEdit ?? undefined}
      >
        {t("action.edit")}
      </Button>
      <span className="vr" />
      <GroupMenu object={object} state={state} change={change} />
      <Popover
        label={t("columns.title")}
        trigger={
          <Button tone="quiet" icon="columns" chevron className="hide-m">
            {t("columns.title")}
          </Button>
        }
      >
        {(close) => (
          <Suspense>
            <ColumnsPanel
              object={object}
              shown={shownColumns(object, state)}
              onChange={(columns) => change({ columns })}
              onShape={
                shape.open &&
                ((field) => {
                  close();
                  shape.open?.(field);
                })
              }
            />
          </Suspense>
        )}
      </Popover>
      {shape.dialog}
      {props.children}
      <Menu label={t("action.more")} groups={more}>
        <Button tone="quiet" chevron>
          {t("action.more")}
        </Button>
      </Menu>
      <span className="sp" />
      <ViewState {...props} />
      <IconButton className="hide-m" icon="refresh" label={t("action.refresh")} onClick={refresh} />
    </div>
  );
}

/** "View changed": shown while filters, columns or order differ from the saved view. */
function ViewState({ changed, onSaveView, onUpdateView }: Props) {
  const { t } = useTranslation();
  if (!changed) return null;
  return (
    <span className="row hide-m">
      <span className="mut3 sm nw">{t("view.changed")}</span>
      {onUpdateView && <Button onClick={onUpdateView}>{t("view.update")}</Button>}
      <Button tone={onUpdateView ? "quiet" : "plain"} onClick={onSaveView}>
        {t(onUpdateView ? "view.save_new" : "view.save")}
      </Button>
    </span>
  );
}
