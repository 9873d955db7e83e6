import type { ReactNode, RefObject } from "react";
import { Dialog as RacDialog, Popover as RacPopover } from "react-aria-components";
import { Localised } from "./Localised";
import type { Placement } from "./Menu";

interface Props {
  label: string;
  placement: Placement;
  className: string;
  anchor: RefObject<HTMLElement | null>;
  onClose: () => void;
  children: ReactNode;
}

/** The open panel. Loaded on the way to the first press. */
export default function PopoverOverlay(props: Props) {
  const { label, placement, className, anchor, onClose, children } = props;
  return (
    <Localised>
      <RacPopover
        className={`menu pop panel ${className}`}
        triggerRef={anchor}
        placement={placement}
        offset={4}
        isOpen
        onOpenChange={(open) => !open && onClose()}
      >
        <RacDialog aria-label={label} className="popd">
          {children}
        </RacDialog>
      </RacPopover>
    </Localised>
  );
}
