import type { TFunction } from "i18next";
import { type CSSProperties, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "@/api/meta";
import type { ObjectMeta } from "@/api/types";
import { Button, IconButton } from "@/kit/Button";
import { Icon } from "@/kit/Icon";
import { Menu } from "@/kit/Menu";
import type { Question } from "./AskUnit";
import type { Branch } from "./tree";

/** What a dragged unit is known by while it is on its way. */
const DRAGGED = "application/x-kartei-unit";

interface Props {
  shown: Branch[];
  closed: ReadonlySet<string>;
  current: string;
  object: ObjectMeta;
  onChoose: (id: string) => void;
  onFold: (id: string) => void;
  onDrop: (id: string, onto: Branch) => void;
  onAsk: (question: Question) => void;
  onRemove: (unit: Branch) => void;
}

/** Arrow keys as in every tree: up and down, left closes or goes up, right opens. */
function stepOf(
  event: KeyboardEvent,
  { shown, closed, current, onChoose, onFold }: Props,
): boolean {
  const at = shown.findIndex((one) => one.id === current);
  const here = shown[at];
  const choose = (id: string | null | undefined) => {
    if (id) onChoose(id);
    return true;
  };
  if (!here) return false;
  if (event.key === "ArrowDown") return choose(shown[at + 1]?.id);
  if (event.key === "ArrowUp") return choose(shown[at - 1]?.id);
  if (event.key === "Home") return choose(shown[0]?.id);
  if (event.key === "End") return choose(shown.at(-1)?.id);
  const open = here.below.length > 0 && !closed.has(here.id);
  const fold = () => {
    onFold(here.id);
    return true;
  };
  if (event.key === "ArrowLeft") return open ? fold() : choose(here.parent);
  if (event.key === "ArrowRight" && !open && here.below.length > 0) return fold();
  return event.key === "ArrowRight" && open && choose(shown[at + 1]?.id);
}

function entriesOf(unit: Branch, props: Props, t: TFunction) {
  const { object, onAsk, onRemove } = props;
  const entry = (id: "add" | "rename" | "move" | "delete", icon: string, run: () => void) => ({
    id,
    icon,
    label: t(`team.unit_${id}`),
    run,
  });
  return [
    ...(may(object, "create") ? [entry("add", "plus", () => onAsk({ kind: "add", unit }))] : []),
    ...(may(object, "write")
      ? [
          entry("rename", "edit", () => onAsk({ kind: "rename", unit })),
          ...(unit.parent ? [entry("move", "swap", () => onAsk({ kind: "move", unit }))] : []),
        ]
      : []),
    ...(may(object, "delete") && unit.parent
      ? [{ ...entry("delete", "trash", () => onRemove(unit)), danger: true }]
      : []),
  ];
}

function Row({ unit, ...props }: Props & { unit: Branch }) {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  const row = useRef<HTMLDivElement>(null);
  const chosen = unit.id === props.current;
  const held = chosen && row.current?.parentElement?.contains(document.activeElement);
  useEffect(() => {
    if (held) row.current?.focus();
  }, [held]);
  const movable = may(props.object, "write") && unit.parent !== null;
  const groups = [{ id: "acts", entries: entriesOf(unit, props, t) }];
  const folded = props.closed.has(unit.id);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree takes the keys for all its rows
    <div
      ref={row}
      role="treeitem"
      aria-level={unit.level}
      aria-selected={chosen}
      aria-expanded={unit.below.length > 0 ? !folded : undefined}
      aria-label={`${unit.name}, ${t("team.people", { count: unit.total })}`}
      tabIndex={chosen ? 0 : -1}
      className={`unit${over ? " over" : ""}`}
      style={{ "--level": unit.level - 1 } as CSSProperties}
      draggable={movable}
      onClick={() => props.onChoose(unit.id)}
      onDragStart={(event) => event.dataTransfer.setData(DRAGGED, unit.id)}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(DRAGGED)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        props.onDrop(event.dataTransfer.getData(DRAGGED), unit);
      }}
    >
      {unit.below.length > 0 ? (
        <IconButton
          small
          tabIndex={-1}
          icon={folded ? "chevron-right" : "chevron-down"}
          label={t(folded ? "action.show" : "action.hide")}
          onClick={() => props.onFold(unit.id)}
        />
      ) : (
        <span className="nofold" />
      )}
      <Icon name="branch" size="s" />
      <span className="m ell">{unit.name}</span>
      <span className="sp" />
      <span className="mut num" title={t("team.people", { count: unit.total })}>
        {unit.total === unit.people ? unit.people : `${unit.people} / ${unit.total}`}
      </span>
      {groups[0] && groups[0].entries.length > 0 && (
        <Menu
          label={t("board.card_menu", { title: unit.name })}
          groups={groups}
          placement="bottom end"
        >
          <Button
            tone="quiet"
            icon="more"
            aria-label={t("board.card_menu", { title: unit.name })}
          />
        </Menu>
      )}
    </div>
  );
}

/** The tree itself: chosen by click or arrows, moved by drag or the menu of each unit. */
export function Branches(props: Props) {
  const { t } = useTranslation();
  return (
    <div
      className="utree"
      role="tree"
      aria-label={t("team.tree")}
      onKeyDown={(event) => {
        if (stepOf(event, props)) event.preventDefault();
      }}
    >
      {props.shown.map((unit) => (
        <Row key={unit.id} unit={unit} {...props} />
      ))}
    </div>
  );
}
