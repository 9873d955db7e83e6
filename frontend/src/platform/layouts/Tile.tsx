import { type KeyboardEvent, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Field, Rec } from "@/api/types";
import { IconButton } from "@/kit/Button";
import { Icon } from "@/kit/Icon";
import { Menu } from "@/kit/Menu";
import { Value } from "../values";
import { type Arranging, useTitles } from "./arranging";
import type { PlacedField } from "./definition";
import { mark } from "./drops";
import { dropField, putField, type Section, sectionsIn, stepField } from "./model";

interface Props {
  arranging: Arranging;
  section: Section;
  placed: PlacedField;
  field: Field;
  sample: Rec | undefined;
  /** Something is held above it: it would be put before this one. */
  over: boolean;
}

/** A field at its place: as the card shows it, to be dragged, chosen, or moved by keys. */
export function Tile({ arranging, section, placed, field, sample, over }: Props) {
  const { t } = useTranslation();
  const { history, chosen, choose, move } = arranging;
  const laid = history.now;
  const titles = useTitles(laid, arranging.declared);
  const { name, label } = field;
  const step = (by: -1 | 1) => move(stepField(history.latest(), name, by), name);
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key] as -1 | 1 | undefined;
    if (by && event.altKey) step(by);
    else if (event.key === "Delete") move(dropField(history.latest(), name));
    else return;
    event.preventDefault();
  };
  const others = sectionsIn(laid).filter(({ id }) => id !== section.id);
  const marked = chosen?.kind === "field" && chosen.id === name;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // On a phone the sheet that sets it up would cover it.
    if (marked) box.current?.scrollIntoView({ block: "nearest" });
  }, [marked]);
  const width = Math.min(placed.width ?? 1, section.columns);
  return (
    <div
      ref={box}
      className={`ltile w${width}${marked ? " on" : ""}${over ? " over" : ""}`}
      data-card={mark("field", name)}
      data-place={mark("field", name)}
    >
      <Icon name="drag" size="s" className="lgrip" />
      <button
        type="button"
        className="lname"
        aria-pressed={marked}
        onClick={() => choose({ kind: "field", id: name })}
        onKeyDown={onKeyDown}
      >
        {label}
        {field.required && <span className="lreq"> *</span>}
      </button>
      {placed.when && (
        <Icon name="filter" size="s" label={t("layouts.conditional")} className="lwhen" />
      )}
      <span className="lvalue" inert>
        <Value field={field} value={sample?.[name]} record={sample} short />
      </span>
      <Menu
        label={t("layouts.menu", { label })}
        placement="bottom end"
        groups={[
          {
            id: "steps",
            entries: [
              {
                id: "up",
                icon: "chevron-up",
                label: t("layouts.up"),
                shortcut: "Alt ↑",
                run: () => step(-1),
              },
              {
                id: "down",
                icon: "chevron-down",
                label: t("layouts.down"),
                shortcut: "Alt ↓",
                run: () => step(1),
              },
            ],
          },
          {
            id: "sections",
            title: t("layouts.to_section"),
            entries: others.map((one) => ({
              id: one.id,
              label: titles.section(one),
              run: () =>
                move(
                  putField(history.latest(), name, { section: one.id, at: one.fields.length }),
                  name,
                ),
            })),
          },
          {
            id: "out",
            entries: [
              {
                id: "out",
                icon: "eye",
                label: t("layouts.take_out"),
                shortcut: "Del",
                run: () => move(dropField(history.latest(), name)),
              },
            ],
          },
        ]}
      >
        <IconButton small icon="more" label={t("layouts.menu", { label })} />
      </Menu>
    </div>
  );
}
