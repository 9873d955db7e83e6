import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { fieldOf } from "@/api/meta";
import type { Field, ObjectMeta, Rec } from "@/api/types";
import { useWords } from "../values/words";
import { hasNextStep, NEXT_STEP, NEXT_STEP_AT } from "./NextStep";

/** Rows looked at: two screens. */
const SAMPLE = 40;
/** Average width of a letter in a cell, in a title and in a head, in pixels. */
const LETTER = 7.1;
const BOLD_LETTER = 7.8;
const HEAD_LETTER = 6.6;
const PADDING = 18;
/** What a kind draws beside its text: a face, the edges of a tag, a mark. */
const EXTRA: Partial<Record<Field["kind"], number>> = {
  link: 24,
  links: 14,
  choice: 14,
  choices: 14,
};
const MARK = 22;
/** The tag of made-up records before their title. */
const TAG = 60;
const NARROW = 64;
const WIDE = 250;

const clamp = (width: number) => Math.round(Math.max(NARROW, Math.min(WIDE, width)));

/** Letters up to which a column grows for a single text. */
const SHORT = 20;

/** All short texts fit, and nine of ten long ones: a single long one does not widen the column. */
function usualLength(texts: string[]): number {
  const lengths = texts.map((text) => text.length).sort((one, other) => one - other);
  const most = lengths.at(-1) ?? 0;
  return most <= SHORT ? most : (lengths[Math.floor(lengths.length * 0.9)] ?? 0);
}

/** Widths that suit what the first rows hold, in pixels; none before there are rows. */
export function useContentWidths(
  object: ObjectMeta,
  names: string[],
  rows: Rec[],
): Record<string, number> {
  const { t } = useTranslation();
  const words = useWords();
  const key = `${object.name} ${names.join()} ${rows.length > 0}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured once, so that columns do not move while one scrolls
  return useMemo(() => {
    const sample = rows.slice(0, SAMPLE);
    const widthOf = (field: Field): number => {
      const step = field.name === NEXT_STEP && hasNextStep(object);
      const textOf = (row: Rec) => {
        const own = words(object, field.name, row[field.name]);
        const day = step ? words(object, NEXT_STEP_AT, row[NEXT_STEP_AT]).slice(0, 8) : "";
        return step ? [own, day].filter(Boolean).join(", ") || t("next_step.none") : own;
      };
      const letter = field.name === object.title_field ? BOLD_LETTER : LETTER;
      const text = usualLength(sample.map(textOf)) * letter;
      const tagged = field.name === object.title_field && sample.some((row) => row.sample === true);
      const beside = (EXTRA[field.kind] ?? 0) + (step ? MARK : 0) + (tagged ? TAG : 0);
      const head = field.label.length * HEAD_LETTER + (field.kind === "money" ? 18 : 0);
      return clamp(Math.max(text + beside, head) + PADDING);
    };
    if (sample.length === 0) return {};
    const fields = names
      .map((name) => fieldOf(object, name))
      .filter((field) => field !== undefined);
    return Object.fromEntries(fields.map((field) => [field.name, widthOf(field)]));
  }, [key]);
}
