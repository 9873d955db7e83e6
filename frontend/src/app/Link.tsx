import { useRouter } from "@tanstack/react-router";
import type { ComponentProps, MouseEvent } from "react";

type Props = Omit<ComponentProps<"a">, "href"> & { href: string };

/** True for a plain click; the browser keeps its own ways to open tabs and windows. */
function isPlainClick(event: MouseEvent): boolean {
  return event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
}

/** A link inside the program: an ordinary anchor that does not load the page anew. */
export function Link({ href, onClick, ...rest }: Props) {
  const router = useRouter();
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (event.defaultPrevented || !isPlainClick(event)) return;
    event.preventDefault();
    router.history.push(href);
  };
  return <a {...rest} href={href} onClick={follow} />;
}

/** Goes to an address of the program; `replace` leaves no step behind. */
export function useGo(): (href: string, replace?: boolean) => void {
  const router = useRouter();
  return (href, replace = false) =>
    replace ? router.history.replace(href) : router.history.push(href);
}
