import { useTranslation } from "react-i18next";
import { useMeta } from "@/api/meta";
import { Avatar } from "@/kit/Avatar";
import { Button, IconButton } from "@/kit/Button";
import { Icon } from "@/kit/Icon";
import { Kbd } from "@/kit/Kbd";
import { Menu } from "@/kit/Menu";
import { printStroke } from "../strokes";
import { useCreateEntries } from "./use-create";
import { useThemeMenu, useUserMenu } from "./use-menus";

interface Props {
  openPalette: () => void;
  openKeys: () => void;
}

function Omni({ onOpen }: { onOpen: () => void }) {
  const { t, i18n } = useTranslation();
  return (
    <button className="omni" type="button" onClick={onOpen} aria-haspopup="dialog">
      <Icon name="search" />
      <span>{t("shell.search")}</span>
      <Kbd>/</Kbd>
      <Kbd>{printStroke("ctrl+k", i18n.language)}</Kbd>
    </button>
  );
}

function CreateMenu() {
  const { t } = useTranslation();
  const entries = useCreateEntries();
  if (entries.length === 0) return null;
  return (
    <Menu label={t("action.create")} groups={[{ id: "create", entries }]} placement="bottom end">
      <Button icon="plus" className="gl" shortcut="C">
        {t("action.create")}
      </Button>
    </Menu>
  );
}

export function TopBar({ openPalette, openKeys }: Props) {
  const { t } = useTranslation();
  const { user } = useMeta();
  const theme = useThemeMenu();
  const groups = useUserMenu();
  return (
    <header className="top">
      <Omni onOpen={openPalette} />
      <span className="sp" />
      <CreateMenu />
      <IconButton className="hl" icon="help" label={t("command.keys")} onClick={openKeys} />
      <Menu label={t("settings.look")} groups={theme} placement="bottom end">
        <IconButton className="lng" icon="moon" label={t("settings.look")} />
      </Menu>
      <Menu label={t("shell.user_menu")} groups={groups} placement="bottom end">
        <IconButton icon="person" label={t("shell.user", { name: user.name })}>
          <Avatar name={user.name} initials={user.initials} />
        </IconButton>
      </Menu>
    </header>
  );
}
