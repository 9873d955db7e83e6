import type { RefObject } from "react";
import { useTranslation } from "react-i18next";
import type { Rec } from "@/api/types";
import { Button, IconButton } from "@/kit/Button";
import { Icon } from "@/kit/Icon";
import { Menu, type MenuEntry } from "@/kit/Menu";
import type { Dragging } from "../board/use-dragging";
import { type Arranging, fieldNamed, useTitles } from "./arranging";
import { mark } from "./drops";
import {
  addSection,
  addTab,
  dropSection,
  putSection,
  type Section,
  stepSection,
  type Tab,
} from "./model";
import { Tile } from "./Tile";

interface Props {
  arranging: Arranging;
  sample: Rec | undefined;
  dragging: Dragging | null;
  box: RefObject<HTMLDivElement | null>;
}

/** The form in edit state: tabs, sections and fields where they will stand. */
export function Canvas({ arranging, sample, dragging, box }: Props) {
  const { t } = useTranslation();
  const { history, place, tab, choose } = arranging;
  const laid = history.now;
  const shown = laid.tabs.find(({ id }) => id === tab) ?? laid.tabs[0];
  const begin = () => {
    const made = addSection(history.latest(), shown?.id ?? "");
    history.go(made.laid);
    choose({ kind: "section", id: made.id });
  };
  // Beside and below the sections: the end of the tab. The form scrolls while something is held at
  // its edge, so that the last section may move away from under it.
  const rest = mark("tab", shown?.id);
  return (
    <div className="lcanvas" ref={box} data-place={rest}>
      {place === "form" && <TabStrip arranging={arranging} shown={shown} dragging={dragging} />}
      {shown?.sections.map((section) => (
        <SectionBox
          key={section.id}
          arranging={arranging}
          tab={shown}
          section={section}
          sample={sample}
          dragging={
            dragging?.place === rest && section === shown.sections.at(-1)
              ? { ...dragging, place: mark("end", section.id) }
              : dragging
          }
        />
      ))}
      {place === "form" && (
        <Button tone="quiet" icon="plus" className="start" onClick={begin}>
          {t("layouts.add_section")}
        </Button>
      )}
    </div>
  );
}

function TabStrip({
  arranging,
  shown,
  dragging,
}: Pick<Props, "arranging" | "dragging"> & { shown: Tab | undefined }) {
  const { t } = useTranslation();
  const { history, openTab, choose, declared } = arranging;
  const laid = history.now;
  const titles = useTitles(laid, declared);
  const begin = () => {
    const made = addTab(history.latest());
    history.go(made.laid);
    openTab(made.id);
    choose({ kind: "tab", id: made.id });
  };
  return (
    <nav className="ltabs" aria-label={t("layouts.tabs")}>
      {laid.tabs.length > 1 &&
        laid.tabs.map((one) => (
          <button
            key={one.id}
            type="button"
            className={dragging?.place === mark("tab", one.id) ? "over" : undefined}
            aria-current={one.id === shown?.id}
            data-place={mark("tab", one.id)}
            onClick={() => {
              openTab(one.id);
              choose({ kind: "tab", id: one.id });
            }}
          >
            {titles.tab(one)}
          </button>
        ))}
      <Button tone="quiet" icon="plus" onClick={begin}>
        {t("layouts.add_tab")}
      </Button>
    </nav>
  );
}

interface SectionProps extends Pick<Props, "arranging" | "sample" | "dragging"> {
  tab: Tab;
  section: Section;
}

function useSectionMenu({ arranging, tab, section }: SectionProps) {
  const { t } = useTranslation();
  const { history, choose, declared } = arranging;
  const laid = history.now;
  const titles = useTitles(laid, declared);
  const entry = (id: string, icon: string, label: string, run: () => void): MenuEntry => ({
    id,
    icon,
    label,
    run,
  });
  const tabs = laid.tabs
    .filter(({ id }) => id !== tab.id)
    .map((one) =>
      entry(`tab-${one.id}`, "tab", titles.tab(one), () =>
        history.go(putSection(history.latest(), section.id, { tab: one.id })),
      ),
    );
  const step = (by: -1 | 1) => () => history.go(stepSection(history.latest(), section.id, by));
  const drop = () => {
    choose(null);
    history.go(dropSection(history.latest(), section.id));
  };
  return [
    {
      id: "steps",
      entries: [
        entry("up", "chevron-up", t("layouts.up"), step(-1)),
        entry("down", "chevron-down", t("layouts.down"), step(1)),
      ],
    },
    { id: "tabs", title: t("layouts.to_section"), entries: tabs },
    { id: "drop", entries: [entry("drop", "trash", t("layouts.drop_section"), drop)] },
  ];
}

function SectionBox(props: SectionProps) {
  const { arranging, section, sample, dragging } = props;
  const { t } = useTranslation();
  const { object, history, chosen, choose, place, declared } = arranging;
  const title = useTitles(history.now, declared).section(section);
  const menu = useSectionMenu(props);
  const marked = chosen?.kind === "section" && chosen.id === section.id;
  const over = (kind: "section" | "end") => dragging?.place === mark(kind, section.id);
  const known = section.fields.flatMap((placed) => {
    const field = fieldNamed(object, placed.name);
    return field ? [{ placed, field }] : [];
  });
  return (
    <section
      className={`lsec${marked ? " on" : ""}${over("end") ? " over" : ""}`}
      aria-label={title}
      data-place={mark("end", section.id)}
    >
      {place === "form" && (
        <header
          className={over("section") ? "over" : undefined}
          data-card={mark("section", section.id)}
          data-place={mark("section", section.id)}
        >
          <Icon name="drag" size="s" className="lgrip" />
          <button
            type="button"
            className="lname"
            aria-pressed={marked}
            onClick={() => choose({ kind: "section", id: section.id })}
          >
            {title}
            {section.collapsed && <Icon name="chevron-right" size="s" />}
          </button>
          <Menu label={t("layouts.menu", { label: title })} placement="bottom end" groups={menu}>
            <IconButton small icon="more" label={t("layouts.menu", { label: title })} />
          </Menu>
        </header>
      )}
      <div className="lfields" data-columns={place === "form" ? section.columns : 1}>
        {known.map(({ placed, field }) => (
          <Tile
            key={field.name}
            arranging={arranging}
            section={section}
            placed={placed}
            field={field}
            sample={sample}
            over={dragging?.place === mark("field", field.name)}
          />
        ))}
      </div>
      {known.length === 0 && <p className="lempty">{t("layouts.drop_here")}</p>}
    </section>
  );
}
