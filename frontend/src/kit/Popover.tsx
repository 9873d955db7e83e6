import { lazy, type ReactNode, Suspense } from "react";
import type { Placement } from "./Menu";
import { type OpenProps, type Trigger, useTrigger } from "./trigger";

const load = () => import("./PopoverOverlay");
const PopoverOverlay = lazy(load);

interface Props extends OpenProps {
  label: string;
  /** The button that opens the panel. */
  trigger: Trigger;
  /** The content; gets a function that closes the popover. */
  children: (close: () => void) => ReactNode;
  placement?: Placement;
  className?: string;
}

/** A small panel at its button. On a phone it becomes a sheet at the bottom of the screen. */
export function Popover({
  label,
  trigger,
  children,
  placement = "bottom start",
  className = "",
  ...opening
}: Props) {
  const { open, close, ref, button } = useTrigger(trigger, "dialog", load, opening);
  return (
    <>
      {button}
      {open && (
        <Suspense>
          <PopoverOverlay
            label={label}
            placement={placement}
            className={className}
            anchor={ref}
            onClose={close}
          >
            {children(close)}
          </PopoverOverlay>
        </Suspense>
      )}
    </>
  );
}
