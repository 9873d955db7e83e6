import type { RefObject } from "react";
import {
  Header,
  Popover,
  Menu as RacMenu,
  MenuItem as RacMenuItem,
  MenuSection as RacSection,
} from "react-aria-components";
import { Icon } from "./Icon";
import { Kbd } from "./Kbd";
import { Localised } from "./Localised";
import type { MenuEntry, MenuGroup, Placement } from "./Menu";

function Entry({ entry, onClose }: { entry: MenuEntry; onClose: () => void }) {
  const run = () => {
    onClose();
    entry.run();
  };
  return (
    <RacMenuItem
      id={entry.id}
      className={entry.danger ? "mi neg" : "mi"}
      textValue={entry.label}
      isDisabled={entry.disabled ?? false}
      onAction={run}
    >
      {entry.checked !== undefined &&
        (entry.checked ? <Icon name="check" /> : <span className="i" />)}
      {entry.icon && <Icon name={entry.icon} />}
      <span className="ell">{entry.label}</span>
      {entry.note && <span className="mut3 sm">{entry.note}</span>}
      {entry.shortcut && <Kbd>{entry.shortcut}</Kbd>}
    </RacMenuItem>
  );
}

interface Props {
  label: string;
  groups: MenuGroup[];
  placement: Placement;
  anchor: RefObject<HTMLElement | null>;
  onClose: () => void;
}

/** The open menu. Loaded on the way to the first press. */
export default function MenuOverlay({ label, groups, placement, anchor, onClose }: Props) {
  return (
    <Localised>
      <Popover
        className="menu pop"
        triggerRef={anchor}
        placement={placement}
        offset={4}
        isOpen
        onOpenChange={(open) => !open && onClose()}
      >
        <RacMenu aria-label={label} className="mlist" autoFocus="first" onClose={onClose}>
          {groups.map((group) => (
            <RacSection key={group.id} id={group.id} aria-label={group.title || label}>
              {group.title && <Header className="mh">{group.title}</Header>}
              {group.entries.map((entry) => (
                <Entry key={entry.id} entry={entry} onClose={onClose} />
              ))}
            </RacSection>
          ))}
        </RacMenu>
      </Popover>
    </Localised>
  );
}
