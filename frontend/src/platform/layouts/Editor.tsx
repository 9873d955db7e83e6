import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ObjectMeta, Rec } from "@/api/types";
import { useCommands } from "@/app/commands";
import { useRider } from "@/app/riders";
import { Button, IconButton } from "@/kit/Button";
import { Segmented } from "@/kit/inputs";
import { Menu } from "@/kit/Menu";
import { usePhone } from "@/kit/use-phone";
import { useDragging } from "../board/use-dragging";
import { useFieldDialog } from "../shaping/use-field-dialog";
import { type Arranging, type Chosen, fieldNamed, useTitles } from "./arranging";
import { Canvas } from "./Canvas";
import type { AnyDefinition } from "./definition";
import { useDraft } from "./draft";
import { dropped, mark } from "./drops";
import { useHistory } from "./history";
import { Inspector } from "./Inspector";
import { arrangeHref, roleOf, type Trial } from "./layout-api";
import {
  fromDefinition,
  type Laid,
  type Place,
  putField,
  sectionsIn,
  spotOf,
  toDefinition,
} from "./model";
import { Preview } from "./Preview";
import { Rest } from "./Rest";
import { Roles, Seer } from "./RoleSelects";
import { useSaving } from "./use-saving";

interface Props {
  object: ObjectMeta;
  place: Place;
  /** Empty: for everybody. */
  role: string;
  /** The layouts of this place, for whomever. */
  saved: Rec[];
  start: Laid;
  /** The form as the program brings it. */
  standard: Trial;
  sample: Rec | undefined;
  onPlace: (place: Place) => void;
  onRole: (role: string) => void;
}

type View = "edit" | "wide" | "phone";

const written = (laid: Laid, place: Place) => JSON.stringify(toDefinition(laid, place));

/** What is saved and what is arranged, which may differ; another's save is taken over while they agree. */
function useArranged({ object, place, role, saved, start }: Props) {
  const newest = saved.find((one) => roleOf(one) === role);
  const draft = useDraft(`${object.name}.${place}.${role}`);
  const history = useHistory(draft.kept?.laid ?? start);
  // A draft goes on from what was saved when it was begun: what another saved since is a conflict.
  const [begun, setBegun] = useState(
    newest && draft.kept ? { ...newest, version: draft.kept.version } : newest,
  );
  const [kept, setKept] = useState(() => written(start, place));
  const dirty = written(history.now, place) !== kept;
  useEffect(() => {
    if (dirty) draft.keep({ laid: history.now, version: begun?.version ?? 0 });
    else draft.forget();
  });
  const adopt = (record: Rec | undefined, laid: Laid) => {
    setBegun(record);
    setKept(written(laid, place));
  };
  const restart = (record: Rec | undefined, laid: Laid) => {
    adopt(record, laid);
    history.reset(laid);
  };
  if (!dirty && newest?.version !== begun?.version) restart(newest, start);
  const saving = useSaving({
    object: object.name,
    place,
    role,
    begun,
    onSaved: (record, theirs) => {
      if (theirs) restart(record, fromDefinition(theirs));
      else if (record) adopt(record, fromDefinition(record.definition as AnyDefinition));
      else setBegun(undefined);
    },
  });
  return { history, begun, dirty, ...saving };
}

/** Moves are told to who does not see them, and the focus goes with what was moved. */
function useMoves(object: ObjectMeta, go: (next: Laid) => void, declared: Record<string, string>) {
  const { t } = useTranslation();
  const [told, setTold] = useState("");
  const [laid, setLaid] = useState<Laid>({ tabs: [], left_out: [] });
  const titles = useTitles(laid, declared);
  const focus = useRef<string | null>(null);
  useEffect(() => {
    const name = focus.current;
    if (!name) return;
    focus.current = null;
    document
      .querySelector<HTMLElement>(`.lcanvas [data-card="${mark("field", name)}"] .lname`)
      ?.focus();
  });
  const move = (next: Laid, name?: string) => {
    go(next);
    setLaid(next);
    focus.current = name ?? null;
    const spot = name ? spotOf(next, name) : undefined;
    const section = sectionsIn(next).find(({ id }) => id === spot?.section);
    const label = name && fieldNamed(object, name)?.label;
    if (!spot || !section || !label) return;
    setTold(t("layouts.moved", { label, n: spot.at + 1, section: titles.section(section) }));
  };
  return { move, told };
}

/** The form in edit state between the fields it does not show and what is set about the chosen one. */
export function Editor(props: Props) {
  const { object, place, role, standard, sample } = props;
  const { t } = useTranslation();
  const { history, begun, dirty, save, restore } = useArranged(props);
  const [chosen, choose] = useState<Chosen | null>(null);
  const [tab, openTab] = useState("");
  const [view, setView] = useState<View>("edit");
  const [seer, setSeer] = useState(role);
  const area = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLDivElement>(null);
  const phone = usePhone();
  const declared = Object.fromEntries(standard.form.map(({ id, title }) => [id, title]));
  const { move, told } = useMoves(object, history.go, declared);
  const dragging = useDragging(area, phone ? area : canvas, view === "edit", (held, where) => {
    const next = dropped(history.latest(), held, where);
    history.go(next);
    const [kind, id = ""] = held.split(":");
    if (kind === "field" && spotOf(next, id)) choose({ kind: "field", id });
  });
  // A field made here is put where the form is being looked at.
  const shape = useFieldDialog(object, (name) => {
    const laid = history.latest();
    const here = laid.tabs.find(({ id }) => id === tab) ?? laid.tabs[0];
    const last = here?.sections.at(-1);
    if (last && !spotOf(laid, name))
      history.go(putField(laid, name, { section: last.id, at: last.fields.length }));
  });
  const title = t("layouts.title", { title: object.title });
  const address = arrangeHref(object.name);
  useRider({
    key: address,
    href: arrangeHref(object.name, { place, role }),
    title,
    icon: "columns",
    dirty,
  });
  const publish = () => save(toDefinition(history.latest(), place));
  useCommands([
    {
      id: "layouts.undo",
      label: t("action.undo"),
      icon: "undo",
      shortcut: "ctrl+z",
      when: () => Boolean(history.undo),
      run: () => history.undo?.(),
    },
    {
      id: "layouts.redo",
      label: t("layouts.redo"),
      icon: "redo",
      shortcut: ["ctrl+y", "ctrl+shift+z"],
      when: () => Boolean(history.redo),
      run: () => history.redo?.(),
    },
    {
      id: "layouts.save",
      label: t("action.save"),
      icon: "check",
      shortcut: "ctrl+s",
      inFields: true,
      run: publish,
    },
  ]);
  const arranging: Arranging = {
    object,
    place,
    history,
    chosen,
    choose,
    tab,
    openTab,
    declared,
    move,
  };
  return (
    <>
      <div className="head">
        <h1>{title}</h1>
        <Segmented
          label={t("layouts.place")}
          value={place}
          onValue={props.onPlace}
          choices={[
            { value: "form", label: t("layouts.place_form") },
            { value: "quick", label: t("layouts.place_quick") },
            { value: "caller", label: t("layouts.place_caller") },
          ]}
        />
      </div>
      <div className="cmd">
        <Button tone="primary" aria-disabled={!dirty} onClick={() => dirty && publish()}>
          {t("action.save")}
        </Button>
        <IconButton
          icon="undo"
          label={t("action.undo")}
          disabled={!history.undo}
          onClick={history.undo}
        />
        <IconButton
          icon="redo"
          label={t("layouts.redo")}
          disabled={!history.redo}
          onClick={history.redo}
        />
        <span className="vr" />
        <Roles {...props} />
        <span className="vr" />
        <Segmented
          label={t("layouts.view")}
          value={view}
          onValue={setView}
          choices={[
            { value: "edit", label: t("layouts.view_edit") },
            { value: "wide", label: t("layouts.view_wide") },
            { value: "phone", label: t("layouts.view_phone") },
          ]}
        />
        {view !== "edit" && <Seer value={seer} onValue={setSeer} />}
        {begun && (
          <Menu
            label={t("action.more")}
            groups={[
              {
                id: "standard",
                entries: [
                  { id: "standard", icon: "undo", label: t("layouts.standard"), run: restore },
                ],
              },
            ]}
          >
            <Button tone="quiet" chevron>
              {t("action.more")}
            </Button>
          </Menu>
        )}
        <span className="sp" />
        {dirty && <span className="mut3 sm nw">{t("layouts.unsaved")}</span>}
      </div>
      <p className="vh" role="status">
        {told}
      </p>
      {view === "edit" ? (
        <div className={dragging ? "larea held" : "larea"} ref={area}>
          <Rest
            arranging={arranging}
            dragging={dragging}
            onShape={shape.open && (() => shape.open?.())}
          />
          <Canvas arranging={arranging} sample={sample} dragging={dragging} box={canvas} />
          <Inspector arranging={arranging} onShape={shape.open} />
        </div>
      ) : (
        <div className="lseen">
          <Preview
            object={object}
            place={place}
            definition={toDefinition(history.now, place)}
            role={seer}
            sample={sample}
            phone={view === "phone"}
          />
        </div>
      )}
      {shape.dialog}
    </>
  );
}
