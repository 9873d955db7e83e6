import {
  cloneElement,
  type HTMLAttributes,
  type KeyboardEvent,
  type ReactElement,
  type Ref,
  type RefObject,
  useRef,
  useState,
} from "react";

type TriggerProps = HTMLAttributes<HTMLElement> & { ref?: Ref<HTMLButtonElement> };

/** A kit Button or IconButton, or a plain button. */
export type Trigger = ReactElement<TriggerProps>;

export interface OpenProps {
  isOpen?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
}

interface Opening {
  open: boolean;
  close: () => void;
  ref: RefObject<HTMLButtonElement | null>;
  button: ReactElement;
}

/**
 * A button that opens something at itself. What it opens is loaded on the way to the first press,
 * so that the first page does not carry it.
 */
export function useTrigger(
  trigger: Trigger,
  kind: "menu" | "dialog",
  preload: () => Promise<unknown>,
  { isOpen, onOpenChange }: OpenProps,
): Opening {
  const [own, setOwn] = useState(false);
  const ref = useRef<HTMLButtonElement>(null);
  const open = isOpen ?? own;
  const set = (next: boolean) => {
    setOwn(next);
    onOpenChange?.(next);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    trigger.props.onKeyDown?.(event);
    if (kind !== "menu" || event.key !== "ArrowDown") return;
    event.preventDefault();
    event.stopPropagation();
    set(true);
  };
  const button = cloneElement(trigger, {
    ref,
    "aria-haspopup": kind,
    "aria-expanded": open,
    onClick: () => set(!open),
    onPointerEnter: () => void preload(),
    onFocus: () => void preload(),
    onKeyDown,
  });
  return { open, close: () => set(false), ref, button };
}
