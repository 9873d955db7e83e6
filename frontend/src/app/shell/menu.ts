import { useMeta } from "@/api/meta";
import type { MenuItemMeta, Meta } from "@/api/types";

export interface MenuBlock {
  id: string;
  title: string;
  items: MenuItemMeta[];
}

/** The menu in its groups; what belongs to no group stands first without a heading. */
function blocksOf(meta: Meta): MenuBlock[] {
  const items = [...meta.menu].sort((one, other) => one.order - other.order);
  const known = new Set(meta.groups.map((group) => group.id));
  const loose = { id: "", title: "", items: items.filter((item) => !known.has(item.group)) };
  const grouped = meta.groups.map((group) => ({
    ...group,
    items: items.filter((item) => item.group === group.id),
  }));
  return [loose, ...grouped].filter((block) => block.items.length > 0);
}

export function useMenu(): MenuBlock[] {
  return blocksOf(useMeta());
}

/** True when the address is the entry's own or lies below it. */
export function isCurrent(href: string, path: string): boolean {
  const own = href.split("?")[0] ?? href;
  return own === "/" ? path === "/" : path === own || path.startsWith(`${own}/`);
}
