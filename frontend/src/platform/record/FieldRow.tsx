import {
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  useEffect,
  useRef,
  useState,
} from "react";
import { useTranslation } from "react-i18next";
import type { Field, Rec } from "@/api/types";
import { IconButton } from "@/kit/Button";
import { Icon } from "@/kit/Icon";
import { NEXT_STEP, NextStep } from "../list/NextStep";
import { Editor, Value } from "../values";
import { narrowed } from "../values/chain";
import { isEmpty } from "../values/kind";
import { ContactList, isContacts } from "./ContactList";

/** Where the editing goes on after a value was saved. */
export type Onward = "stay" | "next" | "previous";

/** One choice is the whole change of these; there is nothing more to type. */
const AT_ONCE = new Set(["choice", "bool", "file"]);
/** Enter belongs to the text of these; Ctrl Enter saves. */
const MULTILINE = new Set(["longtext"]);
/** Controls of these need the whole width; their label stands above. */
const WIDE = new Set([
  "phones",
  "emails",
  "messengers",
  "sites",
  "addresses",
  "longtext",
  "choices",
  "fullname",
]);
const TABBABLE = "input,select,textarea,button:not([tabindex='-1'])";

interface EditorProps {
  field: Field;
  initial: unknown;
  problem?: string | undefined;
  onType: (value: unknown) => void;
  onSave: (value: unknown, onward: Onward) => void;
  onCancel: () => void;
}

/** Tab goes through the controls inside before it leaves the field. */
function leavesBox(box: HTMLElement, event: KeyboardEvent): boolean {
  const inside = [...box.querySelectorAll<HTMLElement>(TABBABLE)].filter(
    (one) => one.offsetParent !== null,
  );
  return (event.shiftKey ? inside[0] : inside.at(-1)) === event.target;
}

/** A select opens its list at once, so that a click and a choice are all it takes. */
function useOpenList(box: React.RefObject<HTMLDivElement | null>, field: Field): void {
  const chooses = field.kind === "choice";
  useEffect(() => {
    const select = chooses ? box.current?.querySelector("select") : null;
    if (!select || !navigator.userActivation?.isActive) return;
    try {
      select.showPicker?.();
    } catch (error) {
      // A browser may refuse the list; the select itself is there all the same.
      if (!(error instanceof DOMException)) throw error;
    }
  }, [box, chooses]);
}

/** Edits one value where it stands: Enter, Tab and leaving save, Escape restores. */
function FieldEditor({ field, initial, problem: given, onType, onSave, onCancel }: EditorProps) {
  const { t } = useTranslation();
  const [value, setValue] = useState<unknown>(initial);
  const [problem, setProblem] = useState<string | undefined>(given);
  const unread = useRef(false);
  const ended = useRef(false);
  const box = useRef<HTMLDivElement>(null);
  useOpenList(box, field);
  const save = (next: unknown, onward: Onward) => {
    if (ended.current || unread.current) return;
    ended.current = true;
    onSave(next, onward);
  };
  const change = (next: unknown, wrong?: string) => {
    setValue(next);
    onType(next);
    setProblem(wrong);
    unread.current = wrong !== undefined;
    const chosen = (field.kind === "link" || field.kind === "record") && next !== null;
    if (AT_ONCE.has(field.kind) || chosen) save(next, "stay");
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const target = event.target as HTMLElement;
    const listOpen = target.getAttribute("aria-expanded") === "true";
    if (event.key === "Escape") {
      ended.current = true;
      onCancel();
    } else if (event.key === "Enter" && !listOpen && !(target instanceof HTMLButtonElement)) {
      if (MULTILINE.has(field.kind) && !(event.ctrlKey || event.metaKey)) return;
      save(value, "stay");
    } else if (event.key === "Tab" && leavesBox(event.currentTarget, event)) {
      save(value, event.shiftKey ? "previous" : "next");
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onBlur = (event: FocusEvent<HTMLDivElement>) => {
    const next = event.relatedTarget;
    const inside =
      next instanceof Element && (event.currentTarget.contains(next) || next.closest(".pop"));
    if (inside || document.querySelector(".pop")?.contains(document.activeElement)) return;
    // A choice of a file leaves the page for the system's own window.
    if (next === null && field.kind === "file") return;
    if (unread.current) {
      ended.current = true;
      onCancel();
    } else save(value, "stay");
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the editor inside end the editing
    <div ref={box} className="fedit" onKeyDown={onKeyDown} onBlur={onBlur}>
      <Editor
        field={field}
        value={value}
        onChange={change}
        invalid={problem !== undefined}
        autoFocus
      />
      {problem && (
        <div className="errm">
          <Icon name="warning" size="s" />
          {problem}
        </div>
      )}
      {MULTILINE.has(field.kind) && <div className="help">{t("entry.ctrl_enter")}</div>}
    </div>
  );
}

interface RowProps {
  field: Field;
  record: Rec;
  /** Record behind a link, for its phones and addresses. */
  linked?: React.ReactNode;
  editable: boolean;
  editing: { initial: unknown; problem?: string | undefined } | null;
  /** Columns that it takes. */
  width: number;
  onEdit: () => void;
  onType: (value: unknown) => void;
  onSave: (value: unknown, onward: Onward) => void;
  onCancel: () => void;
}

function Shown({ field, record }: Pick<RowProps, "field" | "record">) {
  const value = record[field.name];
  if (field.name === NEXT_STEP) return <NextStep record={record} />;
  if (isContacts(field) && !isEmpty(value)) return <ContactList field={field} value={value} />;
  return <Value field={field} value={value} record={record} />;
}

/** One field of a card: reads as text, becomes a control where it stands. */
export function FieldRow(props: RowProps) {
  const { field, record, editable, editing, width, onEdit } = props;
  const { t } = useTranslation();
  const openByPointer = (event: MouseEvent) => {
    const inner = (event.target as Element).closest("a,button,input,select,textarea");
    if (!inner && !window.getSelection()?.toString()) onEdit();
  };
  if (editing)
    return (
      <div
        className={`${WIDE.has(field.kind) ? "f on wide" : "f on"} w${width}`}
        data-field={field.name}
      >
        <dt>{field.label}</dt>
        <dd>
          <FieldEditor
            key={field.name}
            field={narrowed(field, record)}
            initial={editing.initial}
            problem={editing.problem}
            onType={props.onType}
            onSave={props.onSave}
            onCancel={props.onCancel}
          />
        </dd>
      </div>
    );
  return (
    <div className={`${editable ? "f ed" : "f"} w${width}`} data-field={field.name}>
      <dt title={field.help || undefined}>{field.label}</dt>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the button inside and the key E do the same */}
      <dd onClick={editable ? openByPointer : undefined}>
        <Shown field={field} record={record} />
        {props.linked}
        {editable && (
          <IconButton
            small
            className="fpen"
            icon="edit"
            label={t("card.edit", { field: field.label })}
            onClick={onEdit}
          />
        )}
      </dd>
    </div>
  );
}
