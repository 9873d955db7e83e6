import { useTranslation } from "react-i18next";
import type { Depth } from "@/api/types";
import { Menu, type MenuGroup } from "@/kit/Menu";
import {
  type Catalogue,
  DEPTHS,
  type Giving,
  type RightsObject,
  setDepth,
  type Table,
} from "./rights";

/** An object and a privilege. */
export type Cell = readonly [RightsObject, string];

/** A long word with a place to break it: before a syllable, as both German and Russian do. */
function soft(label: string): string {
  const syllable =
    /^(\p{L}{4,}?[аеёиоуыэюяaeiouäöü])(?=[^аеёиоуыэюяaeiouäöüьъй\s][аеёиоуыэюяaeiouäöü])/iu;
  const parted = (word: string) => (word.length > 9 ? word.replace(syllable, "$1\u00ad") : word);
  return label.split(" ").map(parted).join(" ");
}

/** Choices of a depth for some cells, as a menu. */
export function useDepthMenu(catalogue: Catalogue, set: (depth: Depth | null) => void) {
  const { t } = useTranslation();
  return (now: Depth | null | undefined, whole: boolean): MenuGroup[] => [
    {
      id: "depths",
      entries: DEPTHS.filter((depth) => whole || depth === "none" || depth === "organisation").map(
        (depth) => ({
          id: depth,
          label: catalogue.depths.find((one) => one.name === depth)?.label ?? depth,
          shortcut: String(DEPTHS.indexOf(depth)),
          ...(now === undefined ? {} : { checked: depth === now }),
          run: () => set(depth),
        }),
      ),
    },
    {
      id: "rest",
      entries: [
        {
          id: "rest",
          label: t("rights.as_rest"),
          shortcut: "⌫",
          ...(now === undefined ? {} : { checked: now === null }),
          run: () => set(null),
        },
      ],
    },
  ];
}

interface Props {
  catalogue: Catalogue;
  label: string;
  cells: readonly Cell[];
  role: Giving;
  onGrants: (grants: Table) => void;
  readOnly: boolean;
  /** Depths between all and nothing are offered. */
  whole?: boolean;
  /** The label stands over a column and may be broken. */
  narrow?: boolean;
}

/** A heading that sets everything under or beside it. */
export function HeadMenu({
  catalogue,
  label,
  cells,
  role,
  onGrants,
  readOnly,
  whole = true,
  narrow = false,
}: Props) {
  const set = (depth: Depth | null) => onGrants(setDepth(role.grants, cells, depth));
  const menu = useDepthMenu(catalogue, set);
  const shown = narrow ? soft(label) : label;
  if (readOnly) return <span>{shown}</span>;
  return (
    <Menu label={label} groups={menu(undefined, whole)}>
      <button type="button" className="mxh">
        {shown}
      </button>
    </Menu>
  );
}
