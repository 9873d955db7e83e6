import { type ComponentProps, type ReactNode, useEffect, useId, useRef } from "react";
import { Icon } from "./Icon";

interface FieldProps {
  label: string;
  required?: boolean;
  help?: string | undefined;
  error?: string | undefined;
  /** Label beside the control (record), above it (dialogs) otherwise. */
  beside?: boolean;
  /** The control; it must take these attributes, so that label and error belong to it. */
  children: (attributes: ControlAttributes) => ReactNode;
}

export interface ControlAttributes {
  id: string;
  "aria-describedby"?: string;
  "aria-invalid"?: true;
  "aria-required"?: true;
}

/** Label, control, help and refusal of one field. */
export function Field({ label, required, help, error, beside, children }: FieldProps) {
  const id = useId();
  const note = error || help ? `${id}-note` : undefined;
  const attributes: ControlAttributes = {
    id,
    ...(note ? { "aria-describedby": note } : {}),
    ...(error ? { "aria-invalid": true as const } : {}),
    ...(required ? { "aria-required": true as const } : {}),
  };
  return (
    <div className={beside ? "f" : "fld"}>
      <label htmlFor={id} className={`${beside ? "" : "lab"} ${required ? "req" : ""}`}>
        {label}
      </label>
      <div>
        {children(attributes)}
        {error ? (
          <div className="errm" id={note}>
            <Icon name="warning" size="s" />
            {error}
          </div>
        ) : (
          help && (
            <div className="help" id={note}>
              {help}
            </div>
          )
        )}
      </div>
    </div>
  );
}

type InputProps = Omit<ComponentProps<"input">, "className" | "onChange" | "value"> & {
  value: string;
  onValue: (value: string) => void;
  invalid?: boolean;
  right?: boolean;
  className?: string;
};

export function TextInput({ value, onValue, invalid, right, className = "", ...rest }: InputProps) {
  return (
    <input
      autoComplete="off"
      {...rest}
      value={value}
      onChange={(event) => onValue(event.target.value)}
      className={`inp ${invalid ? "err" : ""} ${right ? "r" : ""} ${className}`}
    />
  );
}

type AreaProps = Omit<ComponentProps<"textarea">, "className" | "onChange" | "value"> & {
  value: string;
  onValue: (value: string) => void;
  invalid?: boolean;
};

export function TextArea({ value, onValue, invalid, rows = 3, ...rest }: AreaProps) {
  return (
    <textarea
      {...rest}
      rows={rows}
      value={value}
      onChange={(event) => onValue(event.target.value)}
      className={`inp ${invalid ? "err" : ""}`}
    />
  );
}

export interface Choice {
  value: string;
  label: string;
}

type SelectProps = Omit<ComponentProps<"select">, "className" | "onChange" | "value"> & {
  value: string;
  onValue: (value: string) => void;
  choices: Choice[];
  /** Text of the empty choice; without it one must be chosen. */
  empty?: string | undefined;
  invalid?: boolean;
};

/** The browser's own select: typed search, keyboard and the phone's wheel come with it. */
export function Select({ value, onValue, choices, empty, invalid, ...rest }: SelectProps) {
  return (
    <select
      {...rest}
      value={value}
      onChange={(event) => onValue(event.target.value)}
      className={`inp ${invalid ? "err" : ""}`}
    >
      {empty !== undefined && <option value="">{empty}</option>}
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}

type CheckboxProps = Omit<ComponentProps<"input">, "className" | "type" | "onChange"> & {
  checked: boolean;
  mixed?: boolean;
  onValue: (checked: boolean) => void;
};

export function Checkbox({ mixed = false, onValue, ...rest }: CheckboxProps) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = mixed;
  }, [mixed]);
  return (
    <input
      {...rest}
      ref={box}
      type="checkbox"
      className={mixed ? "cb mixed" : "cb"}
      onChange={(event) => onValue(event.target.checked)}
    />
  );
}

interface SwitchProps extends ControlAttributesOptional {
  checked: boolean;
  onValue: (checked: boolean) => void;
  "aria-label"?: string;
  disabled?: boolean;
}

type ControlAttributesOptional = Partial<Pick<ControlAttributes, "id" | "aria-describedby">>;

export function Switch({ checked, onValue, ...rest }: SwitchProps) {
  return (
    <button
      {...rest}
      type="button"
      role="switch"
      aria-checked={checked}
      className="sw"
      onClick={() => onValue(!checked)}
    />
  );
}

interface SegmentedProps<T extends string> {
  label: string;
  value: T;
  onValue: (value: T) => void;
  choices: { value: T; label: string; icon?: string }[];
  /** Shows only the icons; labels become tooltips. */
  iconsOnly?: boolean;
}

/** A few alternatives side by side, one pressed. */
export function Segmented<T extends string>({
  label,
  value,
  onValue,
  choices,
  iconsOnly,
}: SegmentedProps<T>) {
  return (
    <fieldset className="seg" aria-label={label}>
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          aria-pressed={choice.value === value}
          title={choice.label}
          aria-label={iconsOnly ? choice.label : undefined}
          onClick={() => onValue(choice.value)}
        >
          {choice.icon && <Icon name={choice.icon} />}
          {!iconsOnly && choice.label}
        </button>
      ))}
    </fieldset>
  );
}
