import type { ReactNode } from "react";

/** The key of a command, printed where the command is. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <span className="kbd" aria-hidden="true">
      {children}
    </span>
  );
}
