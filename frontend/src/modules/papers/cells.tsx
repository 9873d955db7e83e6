import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Language } from "@/api/types";
import { useFormat } from "@/app/format";
import { parseNumber } from "@/kit/parse";

interface Common {
  /** Name of the field; keys move between cells of the same name. */
  name: string;
  label: string;
  problem?: string | undefined;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

interface TextProps extends Common {
  value: string;
  onValue: (value: string) => void;
}

export function TextCell({ name, label, value, problem, onValue, onKeyDown }: TextProps) {
  return (
    <input
      className={problem ? "cellin bad" : "cellin"}
      data-cell={name}
      aria-label={label}
      aria-invalid={problem ? true : undefined}
      title={problem ?? value}
      autoComplete="off"
      value={value}
      onChange={(event) => onValue(event.target.value)}
      onKeyDown={onKeyDown}
    />
  );
}

interface NumberProps extends Common {
  /** Decimal text. */
  value: string | null;
  /** What holds while the cell is empty. */
  otherwise?: string | null | undefined;
  /** How the number is written; as a plain number by default. */
  show?: (value: string) => string;
  onValue: (value: string | null, problem?: string) => void;
}

/**
 * A number in a line. Shown in the user's way of writing, typed as one likes; what is typed is
 * never replaced while the cell has the focus.
 */
export function NumberCell(props: NumberProps) {
  const { name, label, value, otherwise, problem, onValue, onKeyDown } = props;
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const print = props.show ?? format.number;
  const shown = value ? print(value) : "";
  const [typed, setTyped] = useState(shown);
  const focused = useRef(false);
  useEffect(() => {
    if (!focused.current) setTyped(shown);
  }, [shown]);
  const change = (text: string) => {
    setTyped(text);
    const empty = text.trim() === "";
    const number = empty ? null : parseNumber(text, i18n.language as Language);
    if (empty || number !== null) onValue(number);
    else onValue(null, t("invalid.number"));
  };
  return (
    <input
      className={problem ? "cellin bad" : "cellin"}
      data-cell={name}
      aria-label={label}
      aria-invalid={problem ? true : undefined}
      title={problem}
      inputMode="decimal"
      autoComplete="off"
      placeholder={otherwise ? print(otherwise) : "—"}
      value={typed}
      onFocus={(event) => {
        focused.current = true;
        event.target.select();
      }}
      onBlur={() => {
        focused.current = false;
        if (!problem) setTyped(shown);
      }}
      onChange={(event) => change(event.target.value)}
      onKeyDown={onKeyDown}
    />
  );
}
