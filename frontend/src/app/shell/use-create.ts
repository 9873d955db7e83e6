import { useTranslation } from "react-i18next";
import { may, useMeta } from "@/api/meta";
import type { ObjectMeta } from "@/api/types";
import type { MenuEntry } from "@/kit/Menu";
import { newHref } from "@/platform/addresses";
import { lettersOf } from "@/platform/letters";
import { useGo } from "../Link";
import { printStroke } from "../strokes";

/** Objects of the menu, each once, in the menu's order. */
export function useMenuObjects(): ObjectMeta[] {
  const meta = useMeta();
  const names = [...new Set(meta.menu.map((item) => item.object).filter((name) => name !== null))];
  return names.map((name) => meta.objects[name]).filter((object) => object !== undefined);
}

export function useLetters(): Map<string, string> {
  return lettersOf(useMenuObjects());
}

/** What the user may create, with the keys that do it. */
export function useCreateEntries(): (MenuEntry & { keys: string | undefined; object: string })[] {
  const { t, i18n } = useTranslation();
  const go = useGo();
  const letters = useLetters();
  const objects = useMenuObjects().filter((object) => may(object, "create"));
  return objects.map((object) => {
    const letter = letters.get(object.name);
    const keys = letter && `c ${letter}`;
    return {
      id: `create.${object.name}`,
      object: object.name,
      label: t("action.create_named", { one: object.one }),
      icon: object.icon,
      keys,
      shortcut: keys && printStroke(keys, i18n.language),
      run: () => go(newHref(object.name)),
    };
  });
}
