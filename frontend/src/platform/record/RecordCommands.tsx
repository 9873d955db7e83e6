import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { may, useMeta, useObject } from "@/api/meta";
import type { CommandMeta, ObjectMeta, Rec } from "@/api/types";
import { useCommands } from "@/app/commands";
import { useGo } from "@/app/Link";
import { Button } from "@/kit/Button";
import { Menu, type MenuEntry } from "@/kit/Menu";
import { toast } from "@/kit/toasts";
import { moduleFronts, partOf, type RecordAct, recordActs } from "../extensions";
import { arrangeHref, LAYOUT } from "../layouts/layout-api";
import { FORMATS, useExport } from "../list/use-export";
import { type Acts, useActs } from "./use-acts";

const ShareDialog = lazy(() => import("./ShareDialog"));
const MergeDialog = lazy(() => import("./MergeDialog"));
const AssignDialog = lazy(() => import("./AssignDialog"));

interface Props {
  object: ObjectMeta;
  record: Rec;
}

/** Buttons beside More; the rest is in the menu and in the palette. */
const ROOM = 2;

/** Declared commands that can run now, without the one the stage path stands for. */
function possible(object: ObjectMeta, record: Rec): CommandMeta[] {
  const by = object.board?.by;
  return object.commands.filter(
    (one) =>
      one.on === "record" &&
      (record.commands ?? []).includes(one.name) &&
      !(one.name === "move" && one.input.some((field) => field.name === by)),
  );
}

function useMore(
  { object, record }: Props,
  acts: Acts,
  rest: CommandMeta[],
  open: (act: RecordAct) => void,
) {
  const { t } = useTranslation();
  const exporting = useExport(object.name);
  const meta = useMeta();
  const go = useGo();
  const layouts = useObject(LAYOUT);
  const can = (privilege: string) => record.can?.[privilege] === true && !record.deleted;
  const entry = (id: string, icon: string, label: string, run: () => void): MenuEntry => ({
    id,
    icon,
    label,
    run,
  });
  const copyLink = async () => {
    await navigator.clipboard.writeText(location.href);
    toast(t("card.link_copied"));
  };
  const bin = object.features.includes("bin");
  const access = [
    object.features.includes("owner") && can("assign")
      ? entry("assign", "swap", t("card.assign"), () => acts.open("assign"))
      : null,
    object.features.includes("owner") && can("share")
      ? entry("share", "share", t("card.share"), () => acts.open("share"))
      : null,
    can("write") && bin && object.rights.delete !== "none"
      ? entry("merge", "merge", t("card.merge"), () => acts.open("merge"))
      : null,
  ];
  const brought = moduleFronts()
    .flatMap((one) => one.recordEntries ?? [])
    .map((one) => ({ ...one, to: one.href(object, record, meta) }))
    .filter((one) => one.to !== null)
    .map((one) => entry(one.id, one.icon, one.label(t, object), () => go(one.to ?? "")));
  const copies = FORMATS.filter((format) => format !== "vcf" || object.icon === "person");
  const exports = can("export")
    ? copies.map((format) =>
        entry(format, "download", t(`export.${format}`), () =>
          exporting.run({ filter: ["id", "in", [record.id]], format }),
        ),
      )
    : [];
  const arranges = may(layouts, "write") || may(layouts, "create");
  const arrange = entry("arrange", "columns", t("layouts.arrange"), () =>
    go(arrangeHref(object.name, { record: record.id })),
  );
  const remove = { ...entry("delete", "trash", t("action.delete"), acts.remove), danger: true };
  return [
    {
      id: "commands",
      entries: rest.map((one) => entry(one.name, one.icon, one.label, () => acts.run(one))),
    },
    { id: "access", entries: [...access.filter((one) => one !== null), ...brought] },
    {
      id: "own",
      entries: recordActs(object, record, meta).map((one) => ({
        ...entry(one.id, one.icon, one.label(t), () => open(one)),
        danger: one.danger === true,
      })),
    },
    {
      id: "copy",
      entries: [entry("link", "link", t("card.copy_link"), () => void copyLink()), ...exports],
    },
    { id: "arrange", entries: arranges ? [arrange] : [] },
    { id: "end", entries: bin && can("delete") ? [remove] : [] },
  ];
}

const tones: Record<string, "positive" | "danger-text" | undefined> = {
  win: "positive",
  lose: "danger-text",
  decline: "danger-text",
};

/** The commands of a record: the first ones as buttons, the others under More. */
export function RecordCommands({ object, record }: Props) {
  const { t } = useTranslation();
  const acts = useActs(object, record);
  const commands = possible(object, record);
  const [own, setOwn] = useState<RecordAct | null>(null);
  const more = useMore({ object, record }, acts, commands.slice(ROOM), setOwn);
  const Own = own && partOf(own.load);
  useCommands(
    [
      ...commands.map((one) => ({
        id: `record.${one.name}`,
        label: one.label,
        icon: one.icon,
        run: () => acts.run(one),
      })),
      ...more
        .filter((group) => group.id !== "commands")
        .flatMap((group) => group.entries)
        .map((entry) => ({ ...entry, id: `record.${entry.id}` })),
    ].map(({ id, label, icon, run }) => ({ id, label, icon, run })),
  );
  return (
    <>
      {commands.slice(0, ROOM).map((one, index) => (
        <Button
          key={one.name}
          className="hide-m"
          icon={one.icon}
          tone={tones[one.name] ?? (index === 0 ? "primary" : "plain")}
          onClick={() => acts.run(one)}
        >
          {one.label}
        </Button>
      ))}
      <Menu
        label={t("action.more")}
        groups={withShown(more, commands, acts)}
        placement="bottom end"
      >
        <Button chevron className="rmore">
          {t("action.more")}
        </Button>
      </Menu>
      {acts.window}
      <Suspense>
        {Own && <Own object={object} record={record} onClose={() => setOwn(null)} />}
        {acts.opened === "share" && (
          <ShareDialog object={object} record={record} onClose={() => acts.open(null)} />
        )}
        {acts.opened === "merge" && (
          <MergeDialog object={object} record={record} onClose={() => acts.open(null)} />
        )}
        {acts.opened === "assign" && (
          <AssignDialog object={object} record={record} onClose={() => acts.open(null)} />
        )}
      </Suspense>
    </>
  );
}

/** On a phone the buttons have no room; the menu offers all commands there. */
function withShown(
  groups: { id: string; entries: MenuEntry[] }[],
  commands: CommandMeta[],
  acts: Acts,
) {
  if (!matchMedia("(max-width: 720px)").matches) return groups;
  const shown = commands.slice(0, ROOM).map((one) => ({
    id: one.name,
    icon: one.icon,
    label: one.label,
    run: () => acts.run(one),
  }));
  return [{ id: "first", entries: shown }, ...groups];
}
