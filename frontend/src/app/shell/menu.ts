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

/** So many settings stand in the menu themselves; more have a page of their own. */
const FEW = 3;

/** The menu as it is shown: many settings as one line that leads to the page of them all. */
export function useShownMenu(title: string): MenuBlock[] {
  return useMenu().map((block) => {
    if (block.id !== "settings" || block.items.length <= FEW) return block;
    const all = { id: "settings", title, icon: "settings", group: "settings", object: null };
    return { ...block, title: "", items: [{ ...all, view: "/settings", order: 0 }] };
  });
}

/** Whether an address belongs to something that is set up. */
export function isSetting(
  blocks: MenuBlock[],
  hrefOf: (item: MenuItemMeta) => string,
  path: string,
) {
  const items = blocks.find((block) => block.id === "settings")?.items ?? [];
  return items.some((item) => isCurrent(hrefOf(item), path));
}

/** True when the address is the entry's own or lies below it. */
export function isCurrent(href: string, path: string): boolean {
  const own = href.split("?")[0] ?? href;
  return own === "/" ? path === "/" : path === own || path.startsWith(`${own}/`);
}
