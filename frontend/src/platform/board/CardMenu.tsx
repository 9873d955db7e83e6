import { useTranslation } from "react-i18next";
import type { ObjectMeta, Rec } from "@/api/types";
import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";
import { Icon } from "@/kit/Icon";
import { titleOf } from "../values/RecordPicker";
import { type BoardColumn, columnIdOf, isOpen } from "./columns";

interface Props {
  object: ObjectMeta;
  record: Rec;
  /** Columns of all funnels, those of the shown one first. */
  columns: BoardColumn[];
  funnel: string | null;
  /** Why the record may not go to a column; null where it may. */
  why: (from: string, to: BoardColumn) => string | null;
  onMove: (column: BoardColumn) => void;
  onClose: () => void;
}

/** Everything that dragging can do, by key or tap: the stages, won, lost, other funnels. */
export default function CardMenu({ object, record, columns, funnel, why, ...acts }: Props) {
  const { t } = useTranslation();
  const { onMove, onClose } = acts;
  const own = columnIdOf(object, record);
  const here = columns.filter((column) => !funnel || column.funnel?.id === funnel);
  const others = columns.filter((column) => !here.includes(column) && isOpen(column));
  const button = (column: BoardColumn) => (
    <button
      key={column.id}
      type="button"
      className={column.kind === "lost" ? "mi neg" : "mi"}
      aria-current={column.id === own ? "true" : undefined}
      // biome-ignore lint/a11y/noAutofocus: the window was opened to choose
      autoFocus={column.id === own}
      title={why(own, column) ?? undefined}
      disabled={why(own, column) !== null}
      onClick={() => onMove(column)}
    >
      {column.id === own ? <Icon name="check" /> : <span className="i" />}
      <span className="ell">{column.title}</span>
      {column.funnel?.id !== funnel && <span className="mut3 sm">{column.funnel?.title}</span>}
    </button>
  );
  return (
    <Dialog
      title={titleOf(object, record)}
      closeLabel={t("action.close")}
      isOpen
      size="s"
      onClose={onClose}
      actions={<Button onClick={onClose}>{t("action.cancel")}</Button>}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move between the buttons inside */}
      <div
        className="menu stagelist"
        onKeyDown={(event) => {
          const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
          if (!by) return;
          const all = [
            ...event.currentTarget.querySelectorAll<HTMLButtonElement>("button:enabled"),
          ];
          const at = all.indexOf(document.activeElement as HTMLButtonElement);
          all[(at + by + all.length) % all.length]?.focus();
          event.preventDefault();
        }}
      >
        <div className="mh">{t("stage.change")}</div>
        {here.filter(isOpen).map(button)}
        <div className="mh">{t("stage.closing")}</div>
        {here.filter((column) => !isOpen(column)).map(button)}
        {others.length > 0 && <div className="mh">{t("stage.other_funnel")}</div>}
        {others.map(button)}
      </div>
    </Dialog>
  );
}
