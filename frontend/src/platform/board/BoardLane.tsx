import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "@/api/meta";
import type { ObjectMeta } from "@/api/types";
import { useFormat } from "@/app/format";
import { Button, IconButton } from "@/kit/Button";
import { BoardCard } from "./BoardCard";
import type { BoardActs } from "./BoardScreen";
import { LaneHelp } from "./LaneHelp";
import { type Lane, laneKey, shareOf } from "./model";
import { QuickAdd } from "./QuickAdd";

interface Props {
  object: ObjectMeta;
  lane: Lane;
  lanes: Lane[];
  current: string;
  lifted: string | null;
  /** A card is held above this lane. */
  over: boolean;
  /** The card that is held may not come here. */
  shut: boolean;
  /** What is to be done here. */
  help: string;
  acts: BoardActs;
}

function LaneHead({
  object,
  lane,
  lanes,
  help,
  onAdd,
}: Pick<Props, "object" | "lane" | "lanes" | "help"> & { onAdd: (() => void) | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  const share = Math.round(shareOf(lane, lanes) * 100);
  const { probability } = lane;
  return (
    <header>
      <h2>
        <span className="ell">{lane.title}</span>{" "}
        <span className="n">{format.integer(lane.count)}</span>
        <span className="sp" />
        {help && <LaneHelp title={lane.title} text={help} />}
        {onAdd && (
          <IconButton
            small
            className="kadd"
            icon="plus"
            label={t("board.add", { one: object.one, lane: lane.title })}
            onClick={onAdd}
          />
        )}
      </h2>
      {lane.sum && (
        <div className="v">
          <b>{format.money(lane.sum)}</b>
          {lane.weighted && probability !== null && probability > 0 && (
            <span title={t("board.weighted")}>
              {format.percent(String(probability))} · {format.money(lane.weighted)}
            </span>
          )}
        </div>
      )}
      <div className="bar" aria-hidden="true">
        <i style={{ width: `${share}%` }} />
      </div>
    </header>
  );
}

/** Asks for more cards when the end of the lane comes into sight. */
function More({ lane, onMore }: { lane: Lane; onMore: (lane: Lane) => void }) {
  const { t } = useTranslation();
  const mark = useRef<HTMLDivElement>(null);
  const latest = useRef(() => onMore(lane));
  latest.current = () => onMore(lane);
  useEffect(() => {
    if (!mark.current) return;
    const watcher = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && latest.current(),
    );
    watcher.observe(mark.current);
    return () => watcher.disconnect();
  }, []);
  return (
    <div ref={mark} key={lane.next}>
      <Button tone="quiet" onClick={() => onMore(lane)}>
        {t("board.more", { count: lane.count - lane.items.length })}
      </Button>
    </div>
  );
}

/** A column of the board. */
export function BoardLane({ object, lane, lanes, current, lifted, over, ...rest }: Props) {
  const { t } = useTranslation();
  const { acts, shut, help } = rest;
  const [adding, setAdding] = useState(false);
  const home = lane.items.some((one) => one.id === lifted);
  const canAdd = may(object, "create") && lane.id !== null && lane.kind !== "lost";
  return (
    <section
      className={shut ? "lane shut" : "lane"}
      aria-label={lane.title}
      data-place={laneKey(lane)}
    >
      <LaneHead
        object={object}
        lane={lane}
        lanes={lanes}
        help={help}
        onAdd={canAdd ? () => setAdding(true) : null}
      />
      <div className="cards">
        {adding && <QuickAdd object={object} lane={lane} onDone={() => setAdding(false)} />}
        {over && !home && !shut && (
          <div className="kc ghost" aria-hidden="true">
            {t("board.drop_here")}
          </div>
        )}
        {lane.items.map((record) => (
          <BoardCard
            key={record.id}
            object={object}
            record={record}
            lifted={record.id === lifted}
            reachable={record.id === current}
            {...acts.card}
          />
        ))}
        {lane.next && <More key={lane.next} lane={lane} onMore={acts.more} />}
      </div>
    </section>
  );
}
