import { useTranslation } from "react-i18next";
import { may, useMeta } from "@/api/meta";
import { undoLatest } from "@/kit/toasts";
import { menuHref } from "@/platform/addresses";
import { type Command, useCommands } from "../commands";
import { useGo } from "../Link";
import { useMenu } from "./menu";
import { useCreateEntries, useLetters } from "./use-create";

interface Parts {
  openPalette: () => void;
  openKeys: () => void;
  fold: () => void;
}

function useGoCommands(): Command[] {
  const { t } = useTranslation();
  const go = useGo();
  const letters = useLetters();
  const items = useMenu().flatMap((block) => block.items);
  const seen = new Set<string>();
  return items.map((item) => {
    const letter = item.object && !seen.has(item.object) ? letters.get(item.object) : undefined;
    if (item.object) seen.add(item.object);
    return {
      id: `go.${item.id}`,
      label: t("command.go", { title: item.title }),
      icon: item.icon,
      group: t("keys.go"),
      shortcut: letter && `g ${letter}`,
      run: () => go(menuHref(item)),
    };
  });
}

function useCreateCommands(): Command[] {
  const { t } = useTranslation();
  return useCreateEntries().map((entry) => ({
    id: entry.id,
    label: entry.label,
    icon: "plus",
    group: t("keys.create"),
    shortcut: entry.keys,
    run: entry.run,
  }));
}

/** The way to the import, for those who may bring in records of any object. */
function useImportCommand(): Command[] {
  const { t } = useTranslation();
  const go = useGo();
  const { objects } = useMeta();
  const open = Object.values(objects).some(
    (object) => object.features.includes("import") && may(object, "create"),
  );
  if (!open) return [];
  return [{ id: "import", label: t("action.import"), icon: "upload", run: () => go("/import") }];
}

/** Commands that work on every screen. */
export function useShellCommands({ openPalette, openKeys, fold }: Parts): void {
  const { t } = useTranslation();
  const group = t("keys.everywhere");
  const fixed: Command[] = [
    {
      id: "palette",
      label: t("command.palette"),
      icon: "search",
      group,
      shortcut: ["/", ".", "ctrl+k"],
      keyOnly: true,
      run: openPalette,
    },
    {
      id: "keys",
      label: t("command.keys"),
      icon: "keyboard",
      group,
      shortcut: "?",
      hint: t("hint.keys"),
      run: openKeys,
    },
    {
      id: "fold",
      label: t("command.fold"),
      icon: "columns",
      group,
      shortcut: "[",
      run: fold,
    },
    {
      id: "undo",
      label: t("command.undo"),
      icon: "undo",
      group,
      shortcut: "ctrl+z",
      keyOnly: true,
      run: undoLatest,
    },
  ];
  useCommands([...useGoCommands(), ...useCreateCommands(), ...useImportCommand(), ...fixed]);
}
