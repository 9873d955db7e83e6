import { type KeyboardEvent, memo } from "react";
import { useTranslation } from "react-i18next";
import { fieldOf } from "@/api/meta";
import type { LinkValue, Money, ObjectMeta, Rec } from "@/api/types";
import { useFormat } from "@/app/format";
import { Link } from "@/app/Link";
import { Avatar } from "@/kit/Avatar";
import { IconButton } from "@/kit/Button";
import { recordHref } from "../addresses";
import { hasNextStep, NextStep } from "../list/NextStep";
import { SampleTag } from "../record/SampleTag";
import { titleOf } from "../values/RecordPicker";

interface Props {
  object: ObjectMeta;
  record: Rec;
  /** Being dragged. */
  lifted: boolean;
  /** The one card the Tab key stops at. */
  reachable: boolean;
  onFocus: (id: string) => void;
  onKey: (event: KeyboardEvent, record: Rec) => void;
  onMenu: (record: Rec) => void;
  onOpen: (record: Rec) => void;
}

/** Whom a card is about: its links except those that make the board. */
function clientOf(object: ObjectMeta, record: Rec): string {
  const board = new Set([object.board?.by, object.board?.funnel, "owner"]);
  return object.columns
    .filter((name) => !board.has(name) && fieldOf(object, name)?.kind === "link")
    .map((name) => (record[name] as LinkValue | null | undefined)?.title)
    .filter(Boolean)
    .slice(0, 1)
    .join("");
}

/** Since when a card has not moved: its stage, else its own beginning. */
function useAge(record: Rec): { words: string; rotten: boolean } {
  const { t } = useTranslation();
  const format = useFormat();
  const since = (record.stage_since ?? record.created_at) as string | undefined;
  const days = since ? -format.daysUntil(format.dayOf(since)) : 0;
  const rots = record.rots_on as string | null | undefined;
  return {
    words: days > 0 ? t("stage.days", { count: days }) : t("day.today"),
    rotten: rots != null && format.daysUntil(rots) <= 0,
  };
}

/** A record as a card of a board: name, client, amount, owner, next step, age. */
export const BoardCard = memo(function BoardCard(props: Props) {
  const { object, record, lifted, reachable } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const { words, rotten } = useAge(record);
  const title = titleOf(object, record);
  const client = clientOf(object, record);
  const money = object.board?.sum ? (record[object.board.sum] as Money | null | undefined) : null;
  const owner = record.owner as LinkValue | null | undefined;
  const sum = money ? format.money(money) : "";
  const shape = ["kc", rotten ? "rot" : "", lifted ? "src" : ""].filter(Boolean).join(" ");
  return (
    <article
      id={`kc-${record.id}`}
      data-card={record.id}
      className={shape}
      tabIndex={reachable ? 0 : -1}
      aria-label={[title, client, sum].filter(Boolean).join(", ")}
      onFocus={() => props.onFocus(record.id)}
      onKeyDown={(event) => props.onKey(event, record)}
    >
      <Link
        className="kt"
        href={recordHref(object.name, record.id)}
        tabIndex={-1}
        draggable={false}
        onClick={() => props.onOpen(record)}
      >
        {title}
      </Link>
      {client && <div className="ko ell">{client}</div>}
      <SampleTag record={record} />
      {(sum || owner) && (
        <div className="kv">
          {sum}
          {owner && <Avatar name={owner.title} />}
        </div>
      )}
      <div className="kn">
        {hasNextStep(object) ? <NextStep record={record} /> : <span />}
        <span className={rotten ? "warn m nw" : "mut3 nw"}>{words}</span>
      </div>
      <IconButton
        small
        className="kmenu"
        icon="more"
        tabIndex={-1}
        label={t("board.card_menu", { title })}
        onClick={() => props.onMenu(record)}
      />
    </article>
  );
});
