import type { RefObject } from "react";
import { useTranslation } from "react-i18next";
import { useCommands } from "@/app/commands";
import type { Line } from "./paper";
import type { PaperActs } from "./use-acts";
import type { PaperDraft } from "./use-draft";

interface Options {
  draft: PaperDraft;
  acts: PaperActs;
  locked: boolean;
  search: RefObject<HTMLInputElement | null>;
  onCopy: (line: Line) => void;
  onDetails: (id: string) => void;
}

/** Id of the line in which the focus stands. */
export function currentLine(): string | undefined {
  return document.activeElement?.closest<HTMLElement>("[data-line]")?.dataset.line;
}

/** The cell that takes the focus when the line of the focused one goes away. */
function focusBeside(lines: Line[], id: string): void {
  const at = lines.findIndex((line) => line.id === id);
  const next = lines[at + 1] ?? lines[at - 1];
  const name = (document.activeElement as HTMLElement | null)?.dataset.cell ?? "name";
  const where = next ? `[data-line="${next.id}"]` : ".newline";
  document.querySelector<HTMLElement>(`${where} [data-cell="${next ? name : "name"}"]`)?.focus();
}

/** The keys of the document: Ins, F2, F9, Ctrl Del, Alt ↑ ↓, Ctrl S, Ctrl Enter, Ctrl P. */
export function usePaperKeys(options: Options): void {
  const { t } = useTranslation();
  const { draft, acts, locked, search, onCopy, onDetails } = options;
  const group = t("keys.screen");
  const inLine = () => !locked && currentLine() !== undefined;
  const withLine = (act: (id: string) => void) => () => {
    const id = currentLine();
    if (id) act(id);
  };
  const copy = (id: string) => {
    const line = draft.lines.find((one) => one.id === id);
    if (line) onCopy(line);
  };
  const remove = (id: string) => {
    focusBeside(draft.lines, id);
    draft.remove(id);
  };
  useCommands([
    {
      id: "offer.add",
      label: t("offer.add_line"),
      icon: "plus",
      group,
      shortcut: "insert",
      hint: t("offer.hint_add"),
      inFields: true,
      when: () => !locked,
      run: () => search.current?.focus(),
    },
    {
      id: "offer.details",
      label: t("offer.line_details"),
      group,
      shortcut: "f2",
      inFields: true,
      keyOnly: true,
      when: inLine,
      run: withLine(onDetails),
    },
    {
      id: "offer.copy",
      label: t("offer.copy_line"),
      group,
      shortcut: "f9",
      hint: t("offer.hint_copy"),
      inFields: true,
      keyOnly: true,
      when: inLine,
      run: withLine(copy),
    },
    {
      id: "offer.remove",
      label: t("offer.remove_line"),
      group,
      shortcut: "ctrl+delete",
      inFields: true,
      keyOnly: true,
      when: inLine,
      run: withLine(remove),
    },
    {
      id: "offer.up",
      label: t("offer.line_up"),
      group,
      shortcut: "alt+arrowup",
      inFields: true,
      keyOnly: true,
      when: inLine,
      run: withLine((id) => draft.move(id, -1)),
    },
    {
      id: "offer.down",
      label: t("offer.line_down"),
      group,
      shortcut: "alt+arrowdown",
      inFields: true,
      keyOnly: true,
      when: inLine,
      run: withLine((id) => draft.move(id, 1)),
    },
    {
      id: "offer.save",
      label: t("offer.save"),
      icon: "check",
      group,
      shortcut: "ctrl+s",
      hint: t("offer.hint_save"),
      inFields: true,
      run: acts.save,
    },
    {
      id: "offer.save_and_close",
      label: t("offer.save_and_close"),
      icon: "check",
      group,
      shortcut: "ctrl+enter",
      hint: t("offer.hint_close"),
      inFields: true,
      run: acts.saveAndClose,
    },
    {
      id: "offer.print",
      label: t("offer.print"),
      icon: "print",
      group,
      shortcut: "ctrl+p",
      hint: t("offer.hint_print"),
      inFields: true,
      run: acts.print,
    },
    {
      id: "offer.pdf",
      label: t("offer.pdf"),
      icon: "download",
      group,
      run: acts.pdf,
    },
  ]);
}
