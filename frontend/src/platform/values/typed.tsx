import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { TextInput } from "@/kit/inputs";
import type { EditProps } from "./kind";

interface Props extends EditProps {
  /** The value as text to type in. */
  text: string;
  /** The value of a typed text, or null when it means nothing. */
  parse: (typed: string) => unknown;
  problem: "number" | "day" | "time" | "duration";
  right?: boolean;
  inputMode?: "numeric" | "decimal" | "text" | undefined;
  placeholder?: string | undefined;
  className?: string;
}

/**
 * A text field for a value with a written form: number, amount, day. What is typed stays as typed;
 * a value that changes from outside is taken over only while nobody is typing.
 */
export function TypedInput(props: Props) {
  const { t } = useTranslation();
  const { text, parse, problem, onChange, field, invalid, right, inputMode, placeholder } = props;
  const [typed, setTyped] = useState(text);
  const [broken, setBroken] = useState(false);
  const focused = useRef(false);
  useEffect(() => {
    if (!focused.current) setTyped(text);
  }, [text]);
  const change = (next: string) => {
    setTyped(next);
    const value = next.trim() === "" ? null : parse(next);
    const wrong = next.trim() !== "" && value === null;
    setBroken(wrong);
    onChange(value, wrong ? t(`invalid.${problem}`) : undefined);
  };
  return (
    <TextInput
      id={props.id}
      aria-describedby={props["aria-describedby"]}
      aria-required={props["aria-required"]}
      aria-invalid={props["aria-invalid"] ?? (broken || undefined)}
      aria-label={props.id ? undefined : field.label}
      autoFocus={props.autoFocus}
      value={typed}
      right={right ?? false}
      invalid={Boolean(invalid) || broken}
      inputMode={inputMode}
      placeholder={placeholder}
      className={props.className ?? ""}
      onFocus={() => {
        focused.current = true;
      }}
      onBlur={() => {
        focused.current = false;
        if (!broken) setTyped(text);
      }}
      onValue={change}
    />
  );
}
