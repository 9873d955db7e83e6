import { useTranslation } from "react-i18next";
import type { ObjectMeta } from "@/api/types";
import { useCommands } from "@/app/commands";
import { useGo } from "@/app/Link";
import { IconButton } from "@/kit/Button";
import { recordHref } from "../addresses";
import { neighboursOf } from "../list/trail";

/** The records before and after in the list or lane somebody came from. */
export function Neighbours({ object, id }: { object: ObjectMeta; id: string }) {
  const { t } = useTranslation();
  const go = useGo();
  const { previous, next } = neighboursOf(object.name, id);
  const open = (to: string | undefined) => to && go(recordHref(object.name, to), true);
  useCommands([
    {
      id: "card.previous",
      label: t("card.previous"),
      icon: "chevron-up",
      shortcut: "alt+arrowleft",
      when: () => previous !== undefined,
      run: () => open(previous),
    },
    {
      id: "card.next",
      label: t("card.next"),
      icon: "chevron-down",
      shortcut: "alt+arrowright",
      hint: next === undefined ? undefined : t("hint.neighbour"),
      when: () => next !== undefined,
      run: () => open(next),
    },
  ]);
  if (!previous && !next) return null;
  return (
    <fieldset className="grp hide-m" aria-label={t("card.neighbours")}>
      <IconButton
        icon="chevron-up"
        label={`${t("card.previous")}, Alt ←`}
        disabled={!previous}
        onClick={() => open(previous)}
      />
      <IconButton
        icon="chevron-down"
        label={`${t("card.next")}, Alt →`}
        disabled={!next}
        onClick={() => open(next)}
      />
    </fieldset>
  );
}
