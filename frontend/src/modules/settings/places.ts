import type { TFunction } from "i18next";
import { may } from "@/api/meta";
import type { MenuItemMeta, Meta, ObjectMeta } from "@/api/types";
import { menuHref } from "@/platform/addresses";

/** A line of the settings: where it leads and what it is. */
export interface Place {
  id: string;
  title: string;
  icon: string;
  href: string;
}

export interface Part {
  id: "objects" | "shape" | "process" | "people" | "system";
  places: Place[];
}

/** In which part a line of the menu stands, by the beginning of what it shows. */
const PARTS: [string, Part["id"]][] = [
  ["meta.", "shape"],
  ["mail.", "system"],
  ["access.address", "system"],
  ["access.audit", "system"],
  ["access.bin", "system"],
  ["people.duplicates", "system"],
  ["access.", "people"],
  ["directory.", "people"],
];

function partOf(item: MenuItemMeta): Part["id"] {
  const name = item.id;
  return PARTS.find(([start]) => name.startsWith(start))?.[1] ?? "process";
}

/** The objects whose fields the asker may make. */
export function shapedObjects(meta: Meta): ObjectMeta[] {
  const fields = meta.objects["meta.field"];
  if (!may(fields, "create")) return [];
  const takes = fields?.fields.find((field) => field.name === "object")?.options ?? [];
  return takes
    .map((option) => meta.objects[option.value])
    .filter((object): object is ObjectMeta => object !== undefined);
}

export const objectHref = (name: string) => `/settings/object/${name}`;

/** Everything that can be set up, in its parts; only what the asker's roles give. */
export function settingsOf(meta: Meta, t: TFunction): Part[] {
  const items = meta.menu.filter((item) => item.group === "settings");
  const lines = items
    .sort((one, other) => one.order - other.order)
    .map((item) => ({
      part: partOf(item),
      place: { id: item.id, title: item.title, icon: item.icon, href: menuHref(item) },
    }));
  const of = (part: Part["id"]) => lines.filter((line) => line.part === part).map((l) => l.place);
  const objects = shapedObjects(meta).map((object) => ({
    id: object.name,
    title: object.title,
    icon: object.icon,
    href: objectHref(object.name),
  }));
  const firm = meta.user.administrator
    ? [
        {
          id: "system",
          title: t("system.firm_and_modules"),
          icon: "company",
          href: "/settings/system",
        },
      ]
    : [];
  const security = may(meta.objects["access.address"], "read")
    ? [{ id: "security", title: t("security.title"), icon: "shield", href: "/security" }]
    : [];
  const parts: Part[] = [
    { id: "objects", places: objects },
    { id: "shape", places: of("shape") },
    { id: "process", places: of("process") },
    { id: "people", places: of("people") },
    { id: "system", places: [...firm, ...security, ...of("system")] },
  ];
  return parts.filter((part) => part.places.length > 0);
}
