import type { ComponentProps, ReactNode } from "react";
import { Icon } from "./Icon";
import { Kbd } from "./Kbd";

type Native = Omit<ComponentProps<"button">, "className" | "children">;

export interface ButtonProps extends Native {
  /** primary: one per sheet or window; quiet: no border; danger: fill for what cannot come back. */
  tone?: "primary" | "plain" | "quiet" | "danger-text" | "danger" | "positive";
  icon?: string | undefined;
  shortcut?: string | undefined;
  /** Shows a small arrow: the button opens a menu. */
  chevron?: boolean;
  large?: boolean;
  className?: string | undefined;
  children?: ReactNode;
}

const toneClass = {
  primary: "p",
  plain: "",
  quiet: "q",
  "danger-text": "d",
  danger: "dp",
  positive: "pp",
} as const;

export function Button({
  tone = "plain",
  icon,
  shortcut,
  chevron,
  large,
  className,
  children,
  type = "button",
  ...rest
}: ButtonProps) {
  const classes = ["btn", toneClass[tone], large ? "l" : "", className ?? ""];
  return (
    <button {...rest} type={type} className={classes.filter(Boolean).join(" ")}>
      {icon && <Icon name={icon} />}
      {children !== undefined && <span>{children}</span>}
      {shortcut && <Kbd>{shortcut}</Kbd>}
      {chevron && <Icon name="chevron-down" className="chev" />}
    </button>
  );
}

interface IconButtonProps extends Native {
  icon: string;
  /** Name for assistive technology and the tooltip. */
  label: string;
  small?: boolean;
  pressed?: boolean;
  /** Red count in the corner: so many wait for the user. */
  count?: number;
  className?: string | undefined;
  children?: ReactNode;
}

export function IconButton({
  icon,
  label,
  small,
  pressed,
  count,
  className,
  children,
  type = "button",
  ...rest
}: IconButtonProps) {
  const classes = ["ibtn", small ? "sm" : "", className ?? ""].filter(Boolean).join(" ");
  return (
    <button
      title={label}
      {...rest}
      type={type}
      className={classes}
      aria-label={count ? `${label}: ${count}` : label}
      aria-pressed={pressed}
    >
      {children ?? <Icon name={icon} size={small ? "s" : "m"} />}
      {count ? <span className="dot">{count > 99 ? "99+" : count}</span> : null}
    </button>
  );
}
