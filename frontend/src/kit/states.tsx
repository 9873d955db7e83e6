import { type ReactNode, useEffect, useState } from "react";
import { Icon } from "./Icon";

interface EmptyProps {
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}

/** What stands where nothing is: one line and the next step. */
export function EmptyState({ title, children, actions }: EmptyProps) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {actions && <div className="row w">{actions}</div>}
    </div>
  );
}

/** Children only after a wait, so that a quick answer never flickers. */
export function Late({ after = 150, children }: { after?: number; children: ReactNode }) {
  const [due, setDue] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), after);
    return () => clearTimeout(timer);
  }, [after]);
  return due ? children : null;
}

/** A grey bar in place of a text of about this width. */
export function Skeleton({ width = "60%" }: { width?: string | number }) {
  return <span className="sk" style={{ width }} />;
}

interface BannerProps {
  tone?: "warn" | "bad" | "info";
  icon?: string;
  children: ReactNode;
  actions?: ReactNode;
}

export function Banner({ tone = "warn", icon = "info", children, actions }: BannerProps) {
  const extra = { warn: "", bad: "n", info: "in" }[tone];
  return (
    <div className={`banner ${extra}`} role="status">
      <Icon name={icon} />
      <span>{children}</span>
      <span className="sp" />
      {actions}
    </div>
  );
}
