import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { may, useMeta } from "@/api/meta";
import type { ObjectMeta, Rec } from "@/api/types";
import { useFormat } from "@/app/format";
import { useGo } from "@/app/Link";
import { printStroke } from "@/app/strokes";
import { Button, IconButton } from "@/kit/Button";
import { Menu, type MenuEntry } from "@/kit/Menu";
import { newHref } from "@/platform/addresses";
import { partOf, type RecordAct, recordActs } from "@/platform/extensions";
import { KINDS } from "./paper";
import { LETTER } from "./sending";
import type { PaperActs } from "./use-acts";
import type { PaperDraft } from "./use-draft";
import { Versions } from "./Versions";

interface Props {
  object: ObjectMeta;
  record: Rec | null;
  draft: PaperDraft;
  acts: PaperActs;
  saving: boolean;
  locked: boolean;
  paper: boolean;
  onPaper: () => void;
}

const PageDialog = lazy(() => import("./PageDialog"));

/** What the sender does; everything else stands under More. */
const SENDING = new Set(["send"]);

function useCommandEntries({ object, record, acts }: Props): MenuEntry[] {
  const possible = record?.commands ?? [];
  return object.commands
    .filter((command) => possible.includes(command.name))
    .map((command) => ({
      id: command.name,
      label: command.label,
      icon: command.icon,
      danger: command.tone === "danger",
      run: () => acts.run(command),
    }));
}

/** What can be made of this paper without typing it again. */
function useFollowers({ object, record, acts }: Props): MenuEntry[] {
  const { t } = useTranslation();
  const go = useGo();
  const { objects } = useMeta();
  if (!record) return [];
  return Object.entries(KINDS).flatMap(([name, kind]) => {
    const made = objects[name];
    const link = made?.fields.find(
      (field) => field.target === object.name && !kind.hidden.includes(field.name),
    );
    if (!made?.rights.create || !link) return [];
    const entry = (id: string, one: string, more: string) => ({
      id: `make.${id}`,
      label: t("offer.make", { one }),
      icon: made.icon,
      run: () => acts.saved(() => go(`${newHref(name)}?${link.name}=${record.id}${more}`)),
    });
    const options = made.fields.find((field) => field.name === "form")?.options ?? [];
    const forms = options.length > 0 ? (kind.forms?.(String(record.language)) ?? []) : [];
    if (forms.length === 0) return [entry(name, made.one, "")];
    return options
      .filter(({ value }) => forms.includes(value))
      .map(({ value, label }) => entry(`${name}.${value}`, label, `&form=${value}`));
  });
}

/** What modules add to the menu of a paper, and the window of what was chosen. */
function useOwn({ object, record, acts }: Props) {
  const { t } = useTranslation();
  const meta = useMeta();
  const [opened, setOpened] = useState<RecordAct | null>(null);
  const Own = opened && partOf(opened.load);
  const found = record ? recordActs(object, record, meta) : [];
  const entries: MenuEntry[] = found.map((one) => ({
    id: one.id,
    icon: one.icon,
    label: one.label(t),
    run: () => acts.saved(() => setOpened(one)),
  }));
  const opening = Own && record && (
    <Suspense>
      <Own object={object} record={record} onClose={() => setOpened(null)} />
    </Suspense>
  );
  return { entries, opening };
}

/** Whether what is typed is saved, and when it was last kept on this device. */
function Keeping({ draft }: { draft: PaperDraft }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!draft.dirty) return null;
  return (
    <span className="mut3 sm nw hide-m">
      {draft.keptAt ? t("offer.kept_at", { time: format.time(draft.keptAt) }) : t("state.draft")}
    </span>
  );
}

/** Save and close, save, send, PDF │ versions, more. */
export function PaperBar(props: Props) {
  const { record, draft, acts, saving, locked, paper, onPaper } = props;
  const { t, i18n } = useTranslation();
  const commands = useCommandEntries(props);
  const followers = useFollowers(props);
  const own = useOwn(props);
  const leading = new Set(props.object.commands.filter((one) => one.first).map((one) => one.name));
  const first = commands.filter((entry) => leading.has(entry.id));
  const apart = (entry: MenuEntry) => SENDING.has(entry.id) || leading.has(entry.id);
  const letters = may(useMeta().objects[LETTER], "create");
  const letter = { id: "letter", label: t("offer.by_mail_entry"), icon: "send", run: acts.letter };
  const [page, setPage] = useState(false);
  const link = {
    id: "page",
    label: t("offer.page_entry"),
    icon: "link",
    run: () => acts.saved(() => setPage(true)),
  };
  const mail = { id: "mail", label: t("offer.mail"), icon: "mail", run: acts.mail };
  const sheet = { id: "xlsx", label: t("offer.xlsx"), icon: "columns", run: acts.xlsx };
  const word = { id: "docx", label: t("offer.docx"), icon: "text", run: acts.docx };
  const discard = {
    id: "discard",
    label: t("offer.discard"),
    icon: "undo",
    disabled: !draft.dirty,
    run: draft.discard,
  };
  const remove = {
    id: "delete",
    label: t("action.delete"),
    icon: "trash",
    danger: true,
    run: acts.remove,
  };
  return (
    <div className="cmd">
      <Button tone="primary" aria-disabled={saving || locked} onClick={acts.saveAndClose}>
        {t("offer.save_and_close")}
      </Button>
      <Button
        shortcut={printStroke("ctrl+s", i18n.language)}
        aria-disabled={saving || locked}
        onClick={acts.save}
      >
        {t("offer.save")}
      </Button>
      <Menu
        label={t("offer.send")}
        groups={[
          {
            id: "sending",
            entries: [
              ...(letters ? [letter] : []),
              ...(record && KINDS[props.object.name]?.page ? [link] : []),
              mail,
              ...commands.filter((one) => SENDING.has(one.id)),
            ],
          },
        ]}
      >
        <Button icon="send" chevron>
          {t("offer.send")}
        </Button>
      </Menu>
      <Button icon="download" onClick={acts.pdf}>
        {t("offer.pdf")}
      </Button>
      <IconButton icon="print" label={t("offer.print")} onClick={acts.print} />
      {first.map((entry) => (
        <Button key={entry.id} {...(entry.icon ? { icon: entry.icon } : {})} onClick={entry.run}>
          {entry.label}
        </Button>
      ))}
      <span className="vr" />
      {record && <Versions record={record} />}
      <Menu
        label={t("action.more")}
        groups={[
          { id: "followers", entries: followers },
          { id: "own", entries: own.entries },
          { id: "commands", entries: commands.filter((one) => !apart(one)) },
          {
            id: "more",
            entries: record?.can?.delete ? [sheet, word, discard, remove] : [sheet, word, discard],
          },
        ]}
      >
        <Button tone="quiet" chevron>
          {t("action.more")}
        </Button>
      </Menu>
      {own.opening}
      <span className="sp" />
      <Keeping draft={draft} />
      {!paper && (
        <Button tone="quiet" icon="eye" className="hide-m" onClick={onPaper}>
          {t("offer.paper")}
        </Button>
      )}
      <Suspense>
        {page && record && (
          <PageDialog object={props.object.name} id={record.id} onClose={() => setPage(false)} />
        )}
      </Suspense>
    </div>
  );
}
