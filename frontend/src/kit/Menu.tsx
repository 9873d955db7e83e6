import { lazy, Suspense } from "react";
import { type OpenProps, type Trigger, useTrigger } from "./trigger";

const load = () => import("./MenuOverlay");
const MenuOverlay = lazy(load);

export interface MenuEntry {
  id: string;
  label: string;
  icon?: string | undefined;
  shortcut?: string | undefined;
  /** Second, quieter line part: a unit, a city. */
  note?: string | undefined;
  danger?: boolean;
  disabled?: boolean;
  /** Given for choices: shows a tick before the chosen one. */
  checked?: boolean;
  run: () => void;
}

export interface MenuGroup {
  id: string;
  title?: string;
  entries: MenuEntry[];
}

export type Placement = "bottom start" | "bottom end" | "top start" | "top end";

interface Props extends OpenProps {
  /** Name of the menu for assistive technology. */
  label: string;
  groups: MenuGroup[];
  /** The button that opens the menu. */
  children: Trigger;
  placement?: Placement;
}

/** A button with a menu of commands under it; empty groups are left out. */
export function Menu({ label, groups, children, placement = "bottom start", ...opening }: Props) {
  const { open, close, ref, button } = useTrigger(children, "menu", load, opening);
  const shown = groups.filter((group) => group.entries.length > 0);
  return (
    <>
      {button}
      {open && (
        <Suspense>
          <MenuOverlay
            label={label}
            groups={shown}
            placement={placement}
            anchor={ref}
            onClose={close}
          />
        </Suspense>
      )}
    </>
  );
}
