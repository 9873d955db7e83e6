import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/kit/Button";
import { Segmented, Switch } from "@/kit/inputs";
import { type Arranging, fieldNamed, useTitles } from "./arranging";
import { Condition } from "./Condition";
import {
  dropField,
  dropSection,
  dropTab,
  type Section,
  sectionsIn,
  setField,
  setSection,
  setTab,
  spotOf,
  stepSection,
  stepTab,
} from "./model";
import { WordsInputs } from "./WordsInputs";

interface Props {
  arranging: Arranging;
  /** Opens the setting up of a field made in the browser. */
  onShape: ((field: string) => void) | undefined;
}

/** What can be set about the chosen field, section or tab. */
export function Inspector(props: Props) {
  const { t } = useTranslation();
  const { chosen, choose } = props.arranging;
  return (
    <aside className={chosen ? "linsp open" : "linsp"} aria-label={t("layouts.view_edit")}>
      <IconButton
        className="lclose show-m"
        icon="close"
        label={t("action.close")}
        onClick={() => choose(null)}
      />
      {!chosen && <p className="mut3">{t("layouts.choose")}</p>}
      {chosen?.kind === "field" && <FieldPart {...props} name={chosen.id} />}
      {chosen?.kind === "section" && <SectionPart {...props} id={chosen.id} />}
      {chosen?.kind === "tab" && <TabPart {...props} id={chosen.id} />}
    </aside>
  );
}

const NUMBERS = (most: number) =>
  [1, 2, 3].slice(0, most).map((n) => ({ value: String(n), label: String(n) }));

function FieldPart({ arranging, onShape, name }: Props & { name: string }) {
  const { t } = useTranslation();
  const { object, place, history, choose } = arranging;
  const laid = history.now;
  const field = fieldNamed(object, name);
  const spot = spotOf(laid, name);
  const section = sectionsIn(laid).find(({ id }) => id === spot?.section);
  const placed = section?.fields[spot?.at ?? 0];
  if (!field || !section || !placed) return <p className="mut3">{t("layouts.choose")}</p>;
  const set = (change: Parameters<typeof setField>[2]) =>
    history.go(setField(history.latest(), name, change));
  return (
    <>
      <h2>{field.label}</h2>
      {place === "form" && (
        <>
          {section.columns > 1 && (
            <div>
              <span className="lab">{t("layouts.width")}</span>
              <Segmented
                label={t("layouts.width")}
                value={String(Math.min(placed.width ?? 1, section.columns))}
                onValue={(width) => set({ width: Number(width) as 1 | 2 | 3 })}
                choices={NUMBERS(section.columns)}
              />
            </div>
          )}
          <Condition
            object={object}
            field={field}
            when={placed.when ?? null}
            onChange={(when) => set({ when })}
          />
          <WordsInputs
            label={t("layouts.help")}
            named={(language) => t("layouts.help_in", { language })}
            words={placed.help ?? {}}
            usual={field.help}
            onChange={(help) => set({ help })}
          />
        </>
      )}
      <div className="row g4 lacts">
        <Button
          tone="danger-text"
          onClick={() => {
            choose(null);
            history.go(dropField(history.latest(), name));
          }}
        >
          {t("layouts.take_out")}
        </Button>
        {onShape && field.shaped_by && (
          <Button tone="quiet" onClick={() => onShape(field.shaped_by ?? "")}>
            {t("layouts.field_change")}
          </Button>
        )}
      </div>
    </>
  );
}

function SectionPart({ arranging, id }: Props & { id: string }) {
  const { t } = useTranslation();
  const { history, choose, declared } = arranging;
  const laid = history.now;
  const titles = useTitles(laid, declared);
  const section = sectionsIn(laid).find((one) => one.id === id);
  if (!section) return <p className="mut3">{t("layouts.choose")}</p>;
  const set = (change: Partial<Section>) => history.go(setSection(history.latest(), id, change));
  return (
    <>
      <h2>{titles.section(section)}</h2>
      <WordsInputs
        label={t("layouts.heading")}
        named={(language) => t("layouts.heading_in", { language })}
        words={section.title}
        usual={declared[id] ?? ""}
        onChange={(title) => set({ title })}
      />
      <div>
        <span className="lab">{t("layouts.columns")}</span>
        <Segmented
          label={t("layouts.columns")}
          value={String(section.columns)}
          onValue={(columns) => set({ columns: Number(columns) as 1 | 2 | 3 })}
          choices={NUMBERS(3)}
        />
        <p className="help">{t("layouts.columns_help")}</p>
      </div>
      <span className="row g4">
        <Switch
          aria-label={t("layouts.collapsed")}
          checked={section.collapsed}
          onValue={(collapsed) => set({ collapsed })}
        />
        {t("layouts.collapsed")}
      </span>
      <div className="row g4 lacts">
        <IconButton
          icon="chevron-up"
          label={t("layouts.up")}
          onClick={() => history.go(stepSection(history.latest(), id, -1))}
        />
        <IconButton
          icon="chevron-down"
          label={t("layouts.down")}
          onClick={() => history.go(stepSection(history.latest(), id, 1))}
        />
        <span className="sp" />
        <Button
          tone="danger-text"
          onClick={() => {
            choose(null);
            history.go(dropSection(history.latest(), id));
          }}
        >
          {t("layouts.drop_section")}
        </Button>
      </div>
    </>
  );
}

function TabPart({ arranging, id }: Props & { id: string }) {
  const { t } = useTranslation();
  const { history, choose, openTab, declared } = arranging;
  const laid = history.now;
  const titles = useTitles(laid, declared);
  const tab = laid.tabs.find((one) => one.id === id);
  if (!tab) return <p className="mut3">{t("layouts.choose")}</p>;
  const drop = () => {
    const next = dropTab(history.latest(), id);
    choose(null);
    openTab(next.tabs[0]?.id ?? "");
    history.go(next);
  };
  return (
    <>
      <h2>{titles.tab(tab)}</h2>
      <WordsInputs
        label={t("layouts.heading")}
        named={(language) => t("layouts.heading_in", { language })}
        words={tab.title}
        usual={titles.tab({ ...tab, title: {} })}
        onChange={(title) => history.go(setTab(history.latest(), id, { title }))}
      />
      <div className="row g4 lacts">
        <IconButton
          icon="chevron-left"
          label={t("layouts.left")}
          onClick={() => history.go(stepTab(history.latest(), id, -1))}
        />
        <IconButton
          icon="chevron-right"
          label={t("layouts.right")}
          onClick={() => history.go(stepTab(history.latest(), id, 1))}
        />
        <span className="sp" />
        {laid.tabs.length > 1 && (
          <Button tone="danger-text" onClick={drop}>
            {t("layouts.drop_tab")}
          </Button>
        )}
      </div>
    </>
  );
}
