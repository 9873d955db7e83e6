import "@/styles/board.css";
import { type KeyboardEvent, lazy, Suspense, useCallback, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { may, useObject } from "@/api/meta";
import type { ObjectMeta, Rec } from "@/api/types";
import { useCommands } from "@/app/commands";
import { Failure } from "@/app/errors";
import { useGo } from "@/app/Link";
import { Late } from "@/kit/states";
import { recordHref } from "../addresses";
import { FilterChips } from "../filter/FilterChips";
import { ListHead } from "../list/ListHead";
import { hasNextStep } from "../list/NextStep";
import { type ListControl, useListState } from "../list/state";
import { keepTrail } from "../list/trail";
import { BoardBar } from "./BoardBar";
import { BoardLane } from "./BoardLane";
import { BoardSums } from "./BoardSums";
import { columnIdOf, isOpen, useColumns } from "./columns";
import { DropStrip, OTHER_FUNNEL } from "./DropStrip";
import { type Lane, laneKey, neighbour, type Step } from "./model";
import { useBoard } from "./use-board";
import { useDragging } from "./use-dragging";
import { useFunnel } from "./use-funnel";
import { useMoves } from "./use-moves";
import { useNextStep } from "./use-next-step";

const CardMenu = lazy(() => import("./CardMenu"));
const SaveViewDialog = lazy(() => import("../views/SaveViewDialog"));

/** What lanes and cards can do; the same object from picture to picture. */
export interface BoardActs {
  more: (lane: Lane) => void;
  card: {
    onFocus: (id: string) => void;
    onKey: (event: KeyboardEvent, record: Rec) => void;
    onMenu: (record: Rec) => void;
    onOpen: (record: Rec) => void;
  };
}

/** After the window has closed and given the focus back, in milliseconds. */
const REFOCUS = 60;

const ARROWS: Record<string, Step> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
};

interface Props extends ListControl {
  object: ObjectMeta;
}

function Board({ object, state, change }: Props) {
  const { t } = useTranslation();
  const go = useGo();
  const root = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const columns = useColumns(object);
  const funnel = useFunnel(object, columns, { state, change });
  const question = useMemo(
    () => ({ filter: funnel.filter, search: state.search }),
    [funnel.filter, state.search],
  );
  const { board, put, more } = useBoard(object.name, question, columns.length > 0);
  const moves = useMoves(object, columns, put);
  const steps = useNextStep(object);
  const [current, setCurrent] = useState("");
  const [menu, setMenu] = useState<Rec | null>(null);
  const [naming, setNaming] = useState(false);
  const [lost, setLost] = useState(false);

  const all = board.data?.columns ?? [];
  const lanes = all.filter((lane) => lane.kind !== "lost" || lost);
  const records = lanes.flatMap((lane) => lane.items);
  const find = (id: string) => records.find((one) => one.id === id);
  const focused = find(current) ?? records[0];
  const beside = columns.filter((one) => !funnel.id || one.funnel?.id === funnel.id);
  const mayMove = may(object, "write") && !state.deleted;

  const dragging = useDragging(root, frame, mayMove && lanes.length > 0, (id, place) => {
    const record = find(id);
    if (!record) return;
    if (place === OTHER_FUNNEL) setMenu(record);
    else moves.to(record, place);
  });

  const latest = useRef({ lanes, open: (_: Rec) => undefined as unknown });
  latest.current = {
    lanes,
    open: (record) => {
      const lane = lanes.find((one) => one.items.includes(record));
      keepTrail(
        object.name,
        (lane?.items ?? []).map((one) => one.id),
      );
    },
  };
  const openHref = useCallback(
    (record: Rec) => {
      latest.current.open(record);
      go(recordHref(object.name, record.id));
    },
    [go, object.name],
  );
  const acts = useMemo<BoardActs>(
    () => ({
      more,
      card: {
        onFocus: setCurrent,
        onMenu: setMenu,
        onOpen: (record) => latest.current.open(record),
        onKey: (event, record) => {
          if (event.target !== event.currentTarget) return;
          const step = ARROWS[event.key];
          const next = step && neighbour(latest.current.lanes, record.id, step);
          if (event.key === "Enter") openHref(record);
          else if (!step || event.altKey || event.ctrlKey) return;
          if (next) document.getElementById(`kc-${next}`)?.focus();
          event.preventDefault();
        },
      },
    }),
    [more, openHref],
  );
  useCommands([
    {
      id: "board.move",
      label: t("stage.change"),
      icon: "swap",
      shortcut: ["m", "s"],
      hint: t("hint.stage"),
      when: () => mayMove && focused !== undefined,
      run: () => focused && setMenu(focused),
    },
    {
      id: "board.next_step",
      label: t("entry.next_step"),
      icon: "clock",
      shortcut: "n",
      hint: t("hint.next_step"),
      when: () => mayMove && hasNextStep(object) && focused !== undefined,
      run: () => focused && steps.set(focused),
    },
  ]);
  const lifted = dragging && find(dragging.id);
  /** Where the card that is held may not go. */
  const shut = (id: string | null) => {
    const column = lifted && columns.find((one) => one.id === id);
    return Boolean(column && moves.why(columnIdOf(object, lifted), column));
  };
  const total = board.data ? lanes.reduce((sum, lane) => sum + lane.count, 0) : -1;
  const control = { object, state, change };
  return (
    <div className="bwrap" ref={root}>
      <ListHead {...control} total={total} exact onNewView={() => setNaming(true)} />
      <BoardBar {...control} funnel={funnel} lost={lost} onLost={() => setLost(!lost)} />
      <div className="chips">
        <FilterChips
          object={object}
          filter={state.filter}
          onChange={(filter) => change({ filter }, true)}
        />
      </div>
      {lanes.length > 0 && <BoardSums {...control} lanes={all} question={question} />}
      {board.error && !board.data && (
        <Failure error={board.error} onRetry={() => void board.refetch()} />
      )}
      {!board.data && !board.error && <Late>{t("state.loading")}</Late>}
      <div className="board" ref={frame}>
        {lanes.map((lane) => (
          <BoardLane
            key={laneKey(lane)}
            object={object}
            lane={lane}
            lanes={all}
            current={focused?.id ?? ""}
            lifted={dragging?.id ?? null}
            over={dragging?.place === laneKey(lane)}
            shut={shut(lane.id)}
            help={columns.find((one) => one.id === lane.id)?.help ?? ""}
            acts={acts}
          />
        ))}
      </div>
      {dragging && (
        <DropStrip
          closed={beside.filter((one) => !isOpen(one) && !shut(one.id))}
          funnels={funnel.funnels.length > 1}
          over={dragging.place}
        />
      )}
      {moves.window}
      {steps.window}
      <Suspense>
        {menu && (
          <CardMenu
            object={object}
            record={menu}
            columns={columns}
            funnel={funnel.id}
            why={moves.why}
            onClose={() => setMenu(null)}
            onMove={(column) => {
              setMenu(null);
              moves.to(menu, column.id);
              refocus(menu.id);
            }}
          />
        )}
        {naming && (
          <SaveViewDialog
            object={object.name}
            state={{ ...state }}
            onClose={() => setNaming(false)}
            onSaved={(view) => {
              setNaming(false);
              change({ saved: view.id }, true);
            }}
          />
        )}
      </Suspense>
    </div>
  );
}

/** The card keeps the focus when it has been moved by key. */
function refocus(id: string): void {
  setTimeout(() => document.getElementById(`kc-${id}`)?.focus(), REFOCUS);
}

/** The records of an object in the columns of its board; the filter is that of the list. */
export default function BoardScreen({ object: name }: { object: string }) {
  const object = useObject(name);
  const control = useListState();
  return object ? <Board key={object.name} object={object} {...control} /> : null;
}
