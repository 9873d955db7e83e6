import { useRouterState } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/kit/Button";
import { Icon } from "@/kit/Icon";
import { Menu } from "@/kit/Menu";
import { useCommands } from "../commands";
import { Link, useGo } from "../Link";
import { closeRider, type Rider, useRiders } from "../riders";

/** Riders that fit the strip; the others wait in the list at its end. */
const ROOM = 7;

function One({ rider, current, onClose }: { rider: Rider; current: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <div
      className={current ? "tab on" : "tab"}
      onAuxClick={(event) => event.button === 1 && onClose()}
    >
      <Icon name={rider.icon} size="s" />
      <Link href={rider.href} aria-current={current ? "page" : undefined} title={rider.title}>
        {rider.title}
      </Link>
      {rider.dirty && <span className="dirty" role="img" aria-label={t("state.draft")} />}
      <button
        type="button"
        className="x"
        aria-label={t("shell.close_rider", { title: rider.title })}
        onClick={onClose}
      >
        <Icon name="close" size="s" />
      </button>
    </div>
  );
}

/** The open lists and records as tabs on top of the sheet. */
export function Riders() {
  const { t } = useTranslation();
  const go = useGo();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const riders = useRiders();
  const at = riders.findIndex((rider) => rider.key === path);
  const close = (key: string) => {
    const neighbour = closeRider(key);
    if (key === path) go(neighbour?.href ?? "/");
  };
  const step = (by: number) => {
    const next = riders[(at + by + riders.length) % riders.length];
    if (next) go(next.href);
  };
  useCommands([
    {
      id: "rider.next",
      group: t("keys.everywhere"),
      label: t("command.next_rider"),
      shortcut: "alt+pagedown",
      keyOnly: true,
      inFields: true,
      run: () => step(1),
    },
    {
      id: "rider.previous",
      group: t("keys.everywhere"),
      label: t("command.previous_rider"),
      shortcut: "alt+pageup",
      keyOnly: true,
      inFields: true,
      run: () => step(-1),
    },
    {
      id: "rider.close",
      group: t("keys.everywhere"),
      label: t("command.close_rider"),
      shortcut: "alt+w",
      when: () => at >= 0,
      run: () => close(path),
    },
  ]);
  const first = Math.max(0, Math.min(at - ROOM + 1, riders.length - ROOM));
  const shown = riders.slice(first, first + ROOM);
  const rest = riders.filter((rider) => !shown.includes(rider));
  return (
    <nav className="tabs hide-m" aria-label={t("shell.riders")}>
      {shown.map((rider) => (
        <One
          key={rider.key}
          rider={rider}
          current={rider.key === path}
          onClose={() => close(rider.key)}
        />
      ))}
      {rest.length > 0 && (
        <Menu
          label={t("shell.more_riders")}
          groups={[
            {
              id: "rest",
              entries: rest.map((rider) => ({
                id: rider.key,
                label: rider.title,
                icon: rider.icon,
                run: () => go(rider.href),
              })),
            },
          ]}
        >
          <IconButton small icon="more" label={t("shell.more_riders")} />
        </Menu>
      )}
    </nav>
  );
}
