import type { MenuItemMeta } from "@/api/types";

/** Addresses of the generic screens. */
export const listHref = (object: string, question = "") => `/o/${object}${question}`;
export const recordHref = (object: string, id: string) => `/o/${object}/${id}`;
export const newHref = (object: string) => `/o/${object}/new`;

/** Where an entry of the menu leads: a list, or the page whose path its view names. */
export function menuHref(item: MenuItemMeta): string {
  if (item.view?.startsWith("/")) return item.view;
  if (!item.object) return `/${item.view ?? item.id}`;
  const view = item.view && item.view !== "list" ? `?view=${item.view}` : "";
  return listHref(item.object, view);
}
