import { type ClipboardEvent, type KeyboardEvent, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Language, Option } from "@/api/types";
import { Button, IconButton } from "@/kit/Button";
import { Checkbox, Select, TextInput } from "@/kit/inputs";
import { Tag } from "@/kit/Tag";

export interface ChoiceRow {
  id?: string;
  value?: string;
  color?: string | null;
  retired?: boolean;
  under?: string | null;
  [words: `label_${string}`]: string | null | undefined;
}

interface Props {
  rows: ChoiceRow[];
  colours: Option[];
  /** The choices of the field that decides, where there is one. */
  upper?: Option[] | undefined;
  problem: string | undefined;
  onChange: (rows: ChoiceRow[]) => void;
}

/** The choices of a field, line by line. Enter begins the next one; a pasted list becomes many. */
export function ChoicesEditor({ rows, colours, upper, problem, onChange }: Props) {
  const { t, i18n } = useTranslation();
  const words = `label_${i18n.language.slice(0, 2) as Language}` as const;
  const list = useRef<HTMLOListElement>(null);
  const focus = useRef<number | null>(null);
  useEffect(() => {
    if (focus.current === null) return;
    list.current?.querySelectorAll<HTMLInputElement>("input.inp")[focus.current]?.focus();
    focus.current = null;
  });
  const shown = (row: ChoiceRow) =>
    row[words] ?? row.label_en ?? row.label_ru ?? row.label_de ?? "";
  const change = (at: number, part: ChoiceRow) =>
    onChange(rows.map((row, index) => (index === at ? { ...row, ...part } : row)));
  const insert = (at: number, labels: string[]) => {
    focus.current = at + labels.length - 1;
    onChange([...rows.slice(0, at), ...labels.map((one) => ({ [words]: one })), ...rows.slice(at)]);
  };
  const move = (at: number, by: number) => {
    const next = [...rows];
    const [row] = next.splice(at, 1);
    if (row) next.splice(at + by, 0, row);
    onChange(next);
  };
  const remove = (at: number) => onChange(rows.filter((_, index) => index !== at));
  const onKey = (event: KeyboardEvent, at: number) => {
    if (event.key === "Enter" && !event.ctrlKey) {
      event.preventDefault();
      event.stopPropagation();
      insert(at + 1, [""]);
    }
    const empty = event.target instanceof HTMLInputElement && event.target.value === "";
    if (event.key === "Backspace" && empty && rows.length > 1) {
      event.preventDefault();
      focus.current = Math.max(0, at - 1);
      remove(at);
    }
  };
  const onPaste = (event: ClipboardEvent, at: number) => {
    const lines = event.clipboardData
      .getData("text")
      .split(/\r?\n/)
      .map((line) => line.trim());
    const labels = lines.filter(Boolean);
    if (labels.length < 2) return;
    event.preventDefault();
    focus.current = at + labels.length - 1;
    const kept = shown(rows[at] ?? {}) ? rows.slice(0, at + 1) : rows.slice(0, at);
    onChange([...kept, ...labels.map((one) => ({ [words]: one })), ...rows.slice(at + 1)]);
  };
  return (
    <fieldset className="shchoices">
      <legend className="lab req">{t("shape.choices")}</legend>
      <ol ref={list}>
        {rows.map((row, at) => (
          <li key={row.id ?? at} className={row.retired ? "row g4 out" : "row g4"}>
            <Select
              aria-label={t("shape.colour", { label: shown(row) })}
              value={row.color ?? ""}
              empty={t("shape.no_colour")}
              choices={colours}
              onValue={(color) => change(at, { color: color || null })}
            />
            <TextInput
              aria-label={t("shape.choice_number", { n: at + 1 })}
              className="sp"
              value={shown(row)}
              invalid={problem !== undefined && !shown(row)}
              onValue={(value) => change(at, { [words]: value })}
              onKeyDown={(event) => onKey(event, at)}
              onPaste={(event) => onPaste(event, at)}
            />
            {upper && (
              <Select
                aria-label={t("shape.under", { label: shown(row) })}
                value={row.under ?? ""}
                empty={t("shape.always")}
                choices={upper}
                onValue={(under) => change(at, { under: under || null })}
              />
            )}
            <span className="shtag">
              <Tag tone={row.color}>{shown(row) || "…"}</Tag>
            </span>
            {(row.id || row.value) && (
              <label className="row g4 nw" title={t("shape.out_of_use_help")}>
                <Checkbox
                  checked={row.retired ?? false}
                  onValue={(retired) => change(at, { retired })}
                />
                {t("shape.out_of_use")}
              </label>
            )}
            <IconButton
              small
              icon="chevron-up"
              label={t("columns.up", { label: shown(row) })}
              disabled={at === 0}
              onClick={() => move(at, -1)}
            />
            <IconButton
              small
              icon="chevron-down"
              label={t("columns.down", { label: shown(row) })}
              disabled={at === rows.length - 1}
              onClick={() => move(at, 1)}
            />
            <IconButton
              small
              icon="close"
              label={t("action.remove_named", { title: shown(row) })}
              onClick={() => remove(at)}
            />
          </li>
        ))}
      </ol>
      {problem && <div className="errm">{problem}</div>}
      <Button tone="quiet" icon="plus" className="start" onClick={() => insert(rows.length, [""])}>
        {t("shape.add_choice")}
      </Button>
      <p className="help">{t("shape.choices_help")}</p>
    </fieldset>
  );
}
