import { useEffect, useId, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { queries } from "@/api/queries";
import { useSession } from "@/api/session";
import type { ObjectMeta, Rec } from "@/api/types";
import { useCommands } from "@/app/commands";
import { useGo } from "@/app/Link";
import { Grid } from "@/kit/grid/Grid";
import type { GridSort } from "@/kit/grid/model";
import { usePhone } from "@/kit/use-phone";
import { recordHref } from "../addresses";
import { cardQuery } from "../record/card";
import { titleOf } from "../values/RecordPicker";
import { useColumns } from "./columns";
import { GroupTitle } from "./GroupTitle";
import { useGrouping } from "./grouping";
import { PhoneRows } from "./PhoneRows";
import { keepPlace, readPlace } from "./place";
import { type ListControl, shownColumns, writeState } from "./state";
import { keepTrail } from "./trail";
import { useEditing } from "./use-editing";
import type { ListData } from "./use-list-data";
import type { RowSelection } from "./use-selection";

const ROW_HEIGHT = { compact: 28, normal: 32, comfortable: 40 };

/** Order after a click on a head: up, down, then the object's own again. */
function nextSort(sort: string, column: string): string {
  if (sort === column) return `-${column}`;
  return sort === `-${column}` ? "" : column;
}

function sortOf(sort: string): GridSort | null {
  const first = sort.split(",")[0];
  if (!first) return null;
  const descending = first.startsWith("-");
  return { column: first.replace(/^-/, ""), descending };
}

interface Props extends ListControl {
  object: ObjectMeta;
  data: ListData;
  selection: RowSelection;
  widths: Record<string, number>;
  onResize: (column: string, width: number) => void;
  /** Tells the command bar how to edit the current cell. */
  onEditable: (edit: (() => void) | null) => void;
}

/** The row somebody is at: kept by id, so that it stays when rows come and go. */
function useCurrent(object: ObjectMeta, rows: Rec[], address: string) {
  const [place] = useState(() => readPlace(address));
  const [id, setId] = useState(place?.id ?? "");
  const [column, setColumn] = useState<string | null>(null);
  const top = useRef(place?.top ?? 0);
  const index = useMemo(() => rows.findIndex((row) => row.id === id), [rows, id]);
  const kept = useRef({ id, address });
  kept.current = { id, address };
  useEffect(
    () => () => keepPlace(kept.current.address, { id: kept.current.id, top: top.current }),
    [],
  );
  const set = (row: number, to?: string) => {
    const next = rows[row];
    if (!next) return;
    setId(next.id);
    kept.current.id = next.id;
    if (to) setColumn(to);
    keepTrail(
      object.name,
      rows.map((one) => one.id),
    );
  };
  return { index, id, column, set, top };
}

/** Reads a record ahead when the pointer rests on its row, so that it opens at once. */
function useReadAhead(object: ObjectMeta): (row: Rec) => void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  return useMemo(
    () => (row: Rec) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        void queries.prefetchQuery({ ...cardQuery(object, row.id), staleTime: 10_000 });
      }, 120);
    },
    [object],
  );
}

/** The rows: a grid on a desktop, two-line rows on a phone. */
export function RecordTable(props: Props) {
  const { object, data, selection, state, change, widths, onResize, onEditable } = props;
  const { t } = useTranslation();
  const go = useGo();
  const phone = usePhone();
  const gridId = useId();
  const density = useSession().data?.user?.density ?? "normal";
  const names = shownColumns(object, state);
  const { rows, more, total } = data;
  const columns = useColumns(object, names, widths, rows);
  const here = useCurrent(object, rows, `${object.name}${writeState(state)}`);
  const editing = useEditing({ object, rows, columns: names, gridId, onCurrent: here.set });
  const readAhead = useReadAhead(object);
  const grouping = useGrouping(object, state, rows);
  const headOf = (index: number) => {
    const record = rows[index];
    if (!record || !grouping?.headOf(index)) return null;
    return <GroupTitle object={object} grouping={grouping} index={index} record={record} />;
  };

  const row = rows[here.index];
  const step = (by: number) => here.set(Math.max(0, Math.min(rows.length - 1, here.index + by)));
  const wanted = here.column && editing.isOpen(here.column) ? here.column : editing.firstOpen;
  const editCurrent =
    row && wanted ? () => editing.edit({ row: here.index, column: wanted }) : null;
  const editKey = editCurrent ? `${here.index} ${wanted}` : "";
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says when the function is another
  useEffect(() => onEditable(editCurrent), [editKey]);

  useCommands([
    {
      id: "row.next",
      label: t("command.next_row"),
      shortcut: "j",
      hint: t("hint.row"),
      hintKeys: "j k",
      keyOnly: true,
      run: () => step(1),
    },
    {
      id: "row.previous",
      label: t("command.previous_row"),
      shortcut: "k",
      keyOnly: true,
      run: () => step(-1),
    },
    {
      id: "row.select",
      label: t("command.select"),
      shortcut: "x",
      hint: t("hint.select"),
      keyOnly: true,
      when: () => row !== undefined,
      run: () => selection.toggle(here.index, false),
    },
    {
      id: "row.edit",
      label: t("command.edit_cell"),
      icon: "edit",
      shortcut: "e",
      hint: t("hint.edit"),
      when: () => editCurrent !== null,
      run: () => editCurrent?.(),
    },
    {
      id: "row.open",
      label: t("command.open"),
      shortcut: "enter",
      hint: t("hint.open"),
      keyOnly: true,
      when: () => row !== undefined && !editing.editing,
      run: () => row && go(recordHref(object.name, row.id)),
    },
    {
      id: "rows.all",
      label: t("command.select_all"),
      shortcut: "ctrl+a",
      run: selection.selectAll,
    },
  ]);

  if (phone)
    return (
      <PhoneRows
        object={object}
        columns={names}
        rows={rows}
        currentId={here.id}
        onEnd={more}
        headOf={headOf}
        onOpen={here.set}
        scrollTop={here.top.current}
        onScroll={(top) => {
          here.top.current = top;
        }}
      />
    );
  return (
    <Grid
      id={gridId}
      label={object.title}
      columns={columns}
      rows={rows}
      total={total}
      rowId={(one) => one.id}
      rowName={(one) => titleOf(object, one)}
      rowHeight={ROW_HEIGHT[density]}
      sort={sortOf(state.sort)}
      onSort={(column) => change({ sort: nextSort(state.sort, column) }, true)}
      onResize={onResize}
      current={here.index}
      currentColumn={here.column}
      onCurrent={here.set}
      isSelected={selection.has}
      onSelect={selection.toggle}
      selection={selection.state(rows.length)}
      onSelectAll={selection.toggleLoaded}
      editing={editing.editing}
      onEdit={editing.edit}
      renderEditor={editing.renderEditor}
      onEnd={more}
      headOf={grouping ? headOf : undefined}
      onPoint={readAhead}
      scrollTop={here.top.current}
      onScroll={(top) => {
        here.top.current = top;
      }}
      labels={{
        selectAll: t("list.select_loaded"),
        select: (name) => t("list.select", { name }),
        resize: (column) => t("list.resize", { column }),
      }}
    />
  );
}
