import { useIsMutating } from "@tanstack/react-query";
import { useRouterState } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useReached } from "@/api/connection";
import { shortcutsOf, useAllCommands, usePendingKeys } from "../commands";
import { useRiders } from "../riders";
import { printStroke } from "../strokes";

const MOST_HINTS = 6;

/** Keys of the screen, or what may follow a sequence that has begun. */
function Hints() {
  const { i18n, t } = useTranslation();
  const commands = useAllCommands();
  const pending = usePendingKeys();
  const print = (keys: string) => printStroke(keys, i18n.language);
  if (pending) {
    const follow = commands.filter((one) =>
      shortcutsOf(one).some((keys) => keys.startsWith(`${pending} `)),
    );
    return (
      <span className="hint" role="status">
        <b>{print(pending)}</b> {t("keys.then")}
        {follow.slice(0, MOST_HINTS).map((one) => (
          <span key={one.id}>
            <b>{print(shortcutsOf(one)[0]?.slice(pending.length + 1) ?? "")}</b> {one.label}
          </span>
        ))}
      </span>
    );
  }
  // The keys of the screen first, the way to all keys last.
  const shown = [
    ...new Map(commands.filter((one) => one.hint).map((one) => [one.hint, one])).values(),
  ];
  const ordered = [
    ...shown.filter((one) => one.id !== "keys"),
    ...shown.filter((one) => one.id === "keys"),
  ];
  return (
    <span className="hint">
      {ordered.slice(-MOST_HINTS).map((one) => (
        <span key={one.id}>
          <b>{print(one.hintKeys ?? shortcutsOf(one)[0] ?? "").replace(",", "")}</b> {one.hint}
        </span>
      ))}
    </span>
  );
}

/** The line at the bottom: whether everything is saved, and the keys that work here. */
export function StatusLine() {
  const { t } = useTranslation();
  const saving = useIsMutating();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const draft = useRiders().some((rider) => rider.key === path && rider.dirty);
  const reached = useReached();
  const calm = saving ? "state.saving" : draft ? "state.unsaved" : "state.saved";
  const state = reached ? calm : "state.away";
  return (
    <footer className="status hide-m">
      <span className={state === "state.saved" ? "ok" : "ok w"} role="status">
        {t(state)}
      </span>
      <Hints />
    </footer>
  );
}
