import { useTranslation } from "react-i18next";
import { may, useMeta } from "@/api/meta";
import type { ObjectMeta, Rec } from "@/api/types";
import { useFormat } from "@/app/format";
import { printStroke } from "@/app/strokes";
import { Button } from "@/kit/Button";
import { Menu, type MenuEntry } from "@/kit/Menu";
import { LETTER } from "./sending";
import type { OfferActs } from "./use-acts";
import type { OfferDraft } from "./use-draft";
import { Versions } from "./Versions";

interface Props {
  object: ObjectMeta;
  record: Rec | null;
  draft: OfferDraft;
  acts: OfferActs;
  saving: boolean;
  locked: boolean;
  paper: boolean;
  onPaper: () => void;
}

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
      run: () => acts.run(command.name),
    }));
}

/** Whether what is typed is saved, and when it was last kept on this device. */
function Keeping({ draft }: { draft: OfferDraft }) {
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
export function OfferBar(props: Props) {
  const { record, draft, acts, saving, locked, paper, onPaper } = props;
  const { t, i18n } = useTranslation();
  const commands = useCommandEntries(props);
  const letters = may(useMeta().objects[LETTER], "create");
  const letter = { id: "letter", label: t("offer.by_mail_entry"), icon: "send", run: acts.letter };
  const mail = { id: "mail", label: t("offer.mail"), icon: "mail", run: acts.mail };
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
      <span className="vr" />
      {record && <Versions record={record} />}
      <Menu
        label={t("action.more")}
        groups={[
          { id: "commands", entries: commands.filter((one) => !SENDING.has(one.id)) },
          {
            id: "more",
            entries: record?.can?.delete ? [discard, remove] : [discard],
          },
        ]}
      >
        <Button tone="quiet" chevron>
          {t("action.more")}
        </Button>
      </Menu>
      <span className="sp" />
      <Keeping draft={draft} />
      {!paper && (
        <Button tone="quiet" icon="eye" className="hide-m" onClick={onPaper}>
          {t("offer.paper")}
        </Button>
      )}
    </div>
  );
}
