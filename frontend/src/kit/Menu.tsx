import type { ComponentProps } from "react";
import {
  Header,
  MenuTrigger,
  Popover,
  Pressable,
  Menu as RacMenu,
  MenuItem as RacMenuItem,
  MenuSection as RacSection,
} from "react-aria-components";
import { Icon } from "./Icon";
import { Kbd } from "./Kbd";

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

type Trigger = ComponentProps<typeof Pressable>["children"];

interface Props {
  /** Name of the menu for assistive technology. */
  label: string;
  groups: MenuGroup[];
  /** A kit Button or IconButton that opens the menu. */
  children: Trigger;
  placement?: "bottom start" | "bottom end" | "top start" | "top end";
  isOpen?: boolean;
  onOpenChange?: (open: boolean) => void;
}

function Entry({ entry }: { entry: MenuEntry }) {
  const ticked = entry.checked !== undefined;
  return (
    <RacMenuItem
      id={entry.id}
      className={entry.danger ? "mi neg" : "mi"}
      textValue={entry.label}
      isDisabled={entry.disabled ?? false}
      onAction={entry.run}
    >
      {ticked && (entry.checked ? <Icon name="check" /> : <span className="i" />)}
      {entry.icon && <Icon name={entry.icon} />}
      <span className="ell">{entry.label}</span>
      {entry.note && <span className="mut3 sm">{entry.note}</span>}
      {entry.shortcut && <Kbd>{entry.shortcut}</Kbd>}
    </RacMenuItem>
  );
}

/** A button with a menu of commands under it; empty groups are left out. */
export function Menu({ label, groups, children, placement = "bottom start", ...open }: Props) {
  const shown = groups.filter((group) => group.entries.length > 0);
  return (
    <MenuTrigger {...open}>
      <Pressable>{children}</Pressable>
      <Popover className="menu pop" placement={placement} offset={4}>
        <RacMenu aria-label={label} className="mlist">
          {shown.map((group) => (
            <RacSection key={group.id} id={group.id} aria-label={group.title ?? label}>
              {group.title && <Header className="mh">{group.title}</Header>}
              {group.entries.map((entry) => (
                <Entry key={entry.id} entry={entry} />
              ))}
            </RacSection>
          ))}
        </RacMenu>
      </Popover>
    </MenuTrigger>
  );
}
