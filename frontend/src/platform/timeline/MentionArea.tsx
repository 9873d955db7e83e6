import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { may, useObject } from "@/api/meta";
import { useList } from "@/api/records";
import type { Rec } from "@/api/types";
import { Avatar } from "@/kit/Avatar";
import { useDebounced } from "@/kit/use-debounced";
import { type Mention, mentionAt, withMention } from "./mentions";

const USER = "access.user";
const ROWS = 6;

interface Props {
  label: string;
  text: string;
  onText: (text: string) => void;
  mentions: Mention[];
  onMentions: (mentions: Mention[]) => void;
  /** Ctrl Enter. */
  onSubmit: () => void;
  onCancel?: () => void;
  placeholder?: string;
  autoFocus?: boolean;
  rows?: number;
  id?: string;
}

function useUsers(typed: string | null): Mention[] {
  const users = useObject(USER);
  const search = useDebounced(typed ?? "", 120);
  const name = users?.title_field ?? "name";
  const question = { search, limit: ROWS, fields: [name] };
  const list = useList(USER, question, typed !== null && may(users, "read"));
  if (typed === null) return [];
  const rows: Rec[] = list.data?.pages[0]?.items ?? [];
  return rows.map((row) => ({ id: row.id, title: String(row[name] ?? "") }));
}

/** A text in which colleagues are mentioned by @; Ctrl Enter sends it. */
export function MentionArea(props: Props) {
  const { text, onText, mentions, onMentions } = props;
  const { t } = useTranslation();
  const area = useRef<HTMLTextAreaElement>(null);
  /** Where the caret goes after a name was put in. */
  const jump = useRef<number | null>(null);
  const listId = useId();
  const [caret, setCaret] = useState(0);
  const [closed, setClosed] = useState(false);
  const [at, setAt] = useState(0);
  const typing = closed ? null : mentionAt(text, caret);
  const users = useUsers(typing?.typed ?? null);
  const open = typing !== null && users.length > 0;
  const current = Math.min(at, users.length - 1);

  const follow = () => setCaret(area.current?.selectionStart ?? 0);
  const pick = (user: Mention | undefined) => {
    if (!typing || !user) return;
    const next = withMention(text, caret, typing.from, user.title);
    onText(next.text);
    onMentions([...mentions, user]);
    setCaret(next.caret);
    jump.current = next.caret;
  };
  // Before anything more is typed, else it would land at the end of the text.
  useLayoutEffect(() => {
    if (jump.current === null) return;
    area.current?.setSelectionRange(jump.current, jump.current);
    jump.current = null;
  });
  const onListKey = (event: KeyboardEvent): boolean => {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (by) setAt((current + by + users.length) % users.length);
    else if (event.key === "Enter" || event.key === "Tab") pick(users[current]);
    else if (event.key === "Escape") setClosed(true);
    else return false;
    return true;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const sends = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    if (sends) props.onSubmit();
    else if (open && onListKey(event)) {
      // The list has taken the key.
    } else if (event.key === "Escape" && props.onCancel) props.onCancel();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="marea">
      <textarea
        ref={area}
        id={props.id}
        className="inp"
        rows={props.rows ?? 2}
        value={text}
        aria-label={props.label}
        placeholder={props.placeholder}
        // biome-ignore lint/a11y/noAutofocus: opened by the user to type in
        autoFocus={props.autoFocus}
        aria-autocomplete="list"
        aria-controls={open ? listId : undefined}
        aria-activedescendant={open ? `${listId}-${current}` : undefined}
        onChange={(event) => {
          onText(event.target.value);
          setClosed(false);
          setAt(0);
          follow();
        }}
        onSelect={follow}
        onKeyDown={onKeyDown}
        onBlur={() => setClosed(true)}
      />
      {open && (
        <div className="menu mlist2" id={listId} role="listbox" aria-label={t("entry.mention")}>
          {users.map((user, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the text field
            // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the text field
            <div
              key={user.id}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === current}
              className="mi"
              data-focused={index === current || undefined}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => pick(user)}
            >
              <Avatar name={user.title} />
              <span>{user.title}</span>
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
