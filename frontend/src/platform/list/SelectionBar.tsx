import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { may, useMeta } from "@/api/meta";
import type { BulkAct, Selection } from "@/api/records";
import type { ObjectMeta, Rec } from "@/api/types";
import { useCommands } from "@/app/commands";
import { useFormat } from "@/app/format";
import { Button, IconButton } from "@/kit/Button";
import { Kbd } from "@/kit/Kbd";
import { Menu } from "@/kit/Menu";
import { Popover } from "@/kit/Popover";
import { listFiles } from "../extensions";
import { isInSum } from "./columns-in-sum";
import { orderOf } from "./grouping";
import type { ListState } from "./state";
import { sumOf } from "./sums";
import type { useBulk } from "./use-bulk";
import { chosenFilter, FORMATS, type useExport } from "./use-export";
import type { RowSelection } from "./use-selection";

const SetField = lazy(() => import("./SetField"));

interface Props {
  object: ObjectMeta;
  state: ListState;
  rows: Rec[];
  total: number;
  selection: RowSelection;
  bulk: ReturnType<typeof useBulk>;
  exporting: ReturnType<typeof useExport>;
}

function Sums({ object, state, rows, selection }: Omit<Props, "total" | "bulk" | "exporting">) {
  const format = useFormat();
  const { currency } = useMeta().firm;
  const chosen = rows.filter((row) => selection.has(row.id));
  if (selection.all) return null;
  return object.fields
    .filter((field) => isInSum(object, state, field))
    .map((field) => (
      <span key={field.name} className="hide-m">
        {field.label} <b>{format.money(sumOf(chosen, field, currency))}</b>
      </span>
    ));
}

/** What can be done with the chosen rows; stands in the foot, so it never covers one. */
export function SelectionBar(props: Props) {
  const { object, state, rows, total, selection, bulk, exporting } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const [field, setField] = useState(false);
  const [owner, setOwner] = useState(false);
  const which: Selection = selection.all
    ? { filter: state.filter, search: state.search }
    : { ids: [...selection.ids] };
  const run = (what: BulkAct) => {
    setField(false);
    setOwner(false);
    bulk.act({ which, what });
  };
  const sort = orderOf(object, state);
  const question = selection.all
    ? { filter: state.filter, search: state.search, sort }
    : { filter: chosenFilter([...selection.ids]), sort };
  const files = may(object, "print") && !state.deleted ? listFiles(object.name) : [];
  useCommands([
    {
      id: "selection.clear",
      label: t("selection.clear"),
      shortcut: "escape",
      keyOnly: true,
      run: selection.clear,
    },
  ]);
  const count = selection.count(total);
  const declared = object.commands.filter((one) => one.on === "selection" && !one.input.length);
  const remove = state.deleted ? "restore" : "delete";
  return (
    <section className="foot selb" aria-label={t("selection.title")} aria-busy={bulk.pending}>
      <span role="status">
        {t("selection.count", { count: format.integer(count) })}
        {total >= 0 && (
          <span className="mut"> {t("selection.of", { total: format.integer(total) })}</span>
        )}
      </span>
      {!selection.all && total > selection.ids.size && selection.ids.size === rows.length && (
        <Button tone="quiet" onClick={selection.selectAll}>
          {t("selection.all", { total: format.integer(total) })}
        </Button>
      )}
      <Sums object={object} state={state} rows={rows} selection={selection} />
      <span className="sp" />
      <span className="acts">
        {may(object, "assign") && object.features.includes("owner") && !state.deleted && (
          <Popover
            label={t("selection.owner")}
            placement="top end"
            isOpen={owner}
            onOpenChange={setOwner}
            trigger={<Button icon="swap">{t("selection.owner")}</Button>}
          >
            {() => (
              <Suspense>
                <SetField object={object} only="owner" count={count} onApply={run} />
              </Suspense>
            )}
          </Popover>
        )}
        {may(object, "write") && !state.deleted && (
          <Popover
            label={t("selection.set")}
            placement="top end"
            isOpen={field}
            onOpenChange={setField}
            trigger={<Button icon="edit">{t("selection.set")}</Button>}
          >
            {() => (
              <Suspense>
                <SetField object={object} count={count} onApply={run} />
              </Suspense>
            )}
          </Popover>
        )}
        {declared.map((one) => (
          <Popover
            key={one.name}
            label={one.label}
            placement="top end"
            trigger={<Button icon={one.icon}>{one.label}</Button>}
          >
            {(close) => (
              <Button
                tone="primary"
                onClick={() => {
                  close();
                  run({ command: one.name });
                }}
              >
                {t("selection.sure", { label: one.label, count: format.integer(count) })}
              </Button>
            )}
          </Popover>
        ))}
        {files.length > 0 && (
          <Menu
            label={t("printing.title")}
            placement="top end"
            groups={[
              {
                id: "files",
                entries: files.map((file) => ({
                  id: file.id,
                  label: file.label(t),
                  icon: file.print ? "print" : "archive",
                  run: () => exporting.print({ ...question, file }),
                })),
              },
            ]}
          >
            <Button icon="print">{t("printing.title")}</Button>
          </Menu>
        )}
        {may(object, "export") && (
          <Menu
            label={t("action.export")}
            placement="top end"
            groups={[
              {
                id: "formats",
                entries: FORMATS.map((one) => ({
                  id: one,
                  label: t(`export.${one}`),
                  run: () => exporting.run({ ...question, format: one }),
                })),
              },
            ]}
          >
            <Button icon="download">{t("action.export")}</Button>
          </Menu>
        )}
        {may(object, "delete") && (
          <IconButton
            className="btn d"
            icon={state.deleted ? "undo" : "trash"}
            label={t(`action.${remove}`)}
            onClick={() => run({ command: remove })}
          />
        )}
        <Button tone="quiet" onClick={selection.clear}>
          {t("selection.clear")} <Kbd>Esc</Kbd>
        </Button>
      </span>
    </section>
  );
}
