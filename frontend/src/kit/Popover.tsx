import type { ComponentProps, ReactNode } from "react";
import {
  DialogTrigger,
  Pressable,
  Dialog as RacDialog,
  Popover as RacPopover,
} from "react-aria-components";

type Trigger = ComponentProps<typeof Pressable>["children"];

interface Props {
  label: string;
  trigger: Trigger;
  /** The content; gets a function that closes the popover. */
  children: (close: () => void) => ReactNode;
  placement?: "bottom start" | "bottom end" | "top start" | "top end";
  isOpen?: boolean;
  onOpenChange?: (open: boolean) => void;
  className?: string;
}

/** A small panel at its button. On a phone it becomes a sheet at the bottom of the screen. */
export function Popover({
  label,
  trigger,
  children,
  placement = "bottom start",
  className = "",
  ...open
}: Props) {
  return (
    <DialogTrigger {...open}>
      <Pressable>{trigger}</Pressable>
      <RacPopover className={`menu pop panel ${className}`} placement={placement} offset={4}>
        <RacDialog aria-label={label} className="popd">
          {({ close }) => children(close)}
        </RacDialog>
      </RacPopover>
    </DialogTrigger>
  );
}
