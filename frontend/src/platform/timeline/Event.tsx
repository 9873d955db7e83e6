import { lazy, type ReactNode, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMeta } from "@/api/meta";
import { useFormat } from "@/app/format";
import { Link } from "@/app/Link";
import { IconButton } from "@/kit/Button";
import { Icon } from "@/kit/Icon";
import { Menu } from "@/kit/Menu";
import { recordHref } from "../addresses";
import { Changes, ChangeWords } from "./Changes";
import { FileTag } from "./FileTag";
import { type Mention, piecesOf } from "./mentions";
import { type FieldChange, lookOf, type TimelineEvent, tellingChanges } from "./model";

const EntryEditor = lazy(() => import("./EntryEditor"));

/** What people wrote stands in a box; what the program noted does not. */
const ENTRIES = new Set(["note", "call", "meeting"]);

interface Props {
  event: TimelineEvent;
  /** Object and id of the card the event is told on. */
  home: { object: string; id: string };
  onChanged: () => void;
  onDelete: (event: TimelineEvent) => void;
}

interface Words {
  title: ReactNode;
  changes: FieldChange[];
}

/** A single changed field, or a stage, is the headline itself. */
function wordsOf(event: TimelineEvent, changes: FieldChange[], own: boolean): Words {
  const [first, ...rest] = changes;
  const headline = first && own && (event.kind === "stage" || changes.length === 1);
  return headline
    ? { title: <ChangeWords change={first} />, changes: rest }
    : { title: event.title, changes };
}

/** How long, with which result: the measured part of a talk. */
function useTalkWords(event: TimelineEvent): string {
  const { t } = useTranslation();
  const { phone_show: phone, minutes, result_label: result } = event.data;
  return [
    typeof phone === "string" ? phone : "",
    typeof minutes === "number" ? t("timeline.minutes", { count: minutes }) : "",
    typeof result === "string" ? result : "",
  ]
    .filter(Boolean)
    .join(", ");
}

function Text({ event }: { event: TimelineEvent }) {
  const pieces = piecesOf(event.text, (event.data.mentioned ?? []) as Mention[]);
  return (
    <span className="prewrap">
      {pieces.map((piece, index) =>
        piece.name ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity beside their place
          <b key={index} className="acc m">
            {piece.text}
          </b>
        ) : (
          piece.text
        ),
      )}
    </span>
  );
}

function OwnMenu({ onEdit, onDelete }: { onEdit: () => void; onDelete: () => void }) {
  const { t } = useTranslation();
  return (
    <Menu
      label={t("timeline.entry_menu")}
      placement="bottom end"
      groups={[
        {
          id: "entry",
          entries: [
            { id: "edit", label: t("timeline.edit"), icon: "edit", run: onEdit },
            {
              id: "delete",
              label: t("timeline.delete"),
              icon: "trash",
              danger: true,
              run: onDelete,
            },
          ],
        },
      ]}
    >
      <IconButton small className="evmenu" icon="more" label={t("timeline.entry_menu")} />
    </Menu>
  );
}

/** One line of the timeline; a body only where there is something to read. */
export function Event({ event, home, onChanged, onDelete }: Props) {
  const format = useFormat();
  const { objects } = useMeta();
  const [editing, setEditing] = useState(false);
  const talk = useTalkWords(event);
  const own = event.object === home.object && event.record.id === home.id;
  const object = objects[event.object];
  const { title, changes } = wordsOf(event, tellingChanges(object, event), own);
  const look = lookOf(event);
  const isNote = event.kind === "note";
  const body = event.text || event.files.length > 0 || changes.length > 0;
  const small = !ENTRIES.has(event.kind);
  return (
    <article className="ev">
      <span className={`ic ${look.tone}`}>
        <Icon name={look.icon} size="s" />
      </span>
      <div className="evb">
        <div className="eh">
          <div className="ew">
            <b className="m">
              {own || !object ? (
                title
              ) : (
                <Link href={recordHref(event.object, event.record.id)}>{title}</Link>
              )}
            </b>{" "}
            <span className="mut">{[event.author?.title, talk].filter(Boolean).join(" · ")}</span>
          </div>
          {event.editable && !editing && (
            <OwnMenu onEdit={() => setEditing(true)} onDelete={() => onDelete(event)} />
          )}
          <time dateTime={event.at} title={format.moment(event.at)}>
            {format.time(event.at)}
          </time>
        </div>
        {editing ? (
          <Suspense>
            <EntryEditor event={event} onSaved={onChanged} onClose={() => setEditing(false)} />
          </Suspense>
        ) : (
          body && (
            <div className={small ? "mut" : isNote ? "eb note" : "eb"}>
              {event.text && event.kind !== "file" && <Text event={event} />}
              {event.kind === "file" && event.files.length === 0 && event.text}
              {changes.length > 0 && <Changes changes={changes} />}
              {event.files.length > 0 && (
                <div className="row g4 w evfiles">
                  {event.files.map((file) => (
                    <FileTag key={file.id} file={file} />
                  ))}
                </div>
              )}
            </div>
          )
        )}
      </div>
    </article>
  );
}
