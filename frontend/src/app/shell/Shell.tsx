import { useRouterState } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Late } from "@/kit/states";
import { Toasts } from "@/kit/Toasts";
import { useConflict } from "@/platform/save/conflicts";
import { ErrorBoundary, QuietBoundary } from "../errors";
import { printStroke } from "../strokes";
import { BottomBar } from "./BottomBar";
import { Overlays } from "./Overlays";
import { Rail } from "./Rail";
import { Riders } from "./Riders";
import { StatusLine } from "./StatusLine";
import { TopBar } from "./TopBar";
import { useShellCommands } from "./use-shell-commands";

const Palette = lazy(() => import("../palette/Palette"));
const ConflictDialog = lazy(() => import("@/platform/save/ConflictDialog"));
const PhoneMenu = lazy(() => import("./PhoneMenu"));
const KeysHelp = lazy(() => import("./KeysHelp"));

const FOLDED = "kartei.rail";

/** The frame of every screen: rail, top bar, riders, sheet, status line; on a phone a bottom bar. */
export function Shell({ children }: { children: ReactNode }) {
  const { t, i18n } = useTranslation();
  const path = useRouterState({ select: (state) => state.location.href });
  const [folded, setFolded] = useState(localStorage.getItem(FOLDED) === "yes");
  const [palette, setPalette] = useState(false);
  const [menu, setMenu] = useState(false);
  const conflict = useConflict();
  const [keys, setKeys] = useState(false);
  const fold = () => {
    localStorage.setItem(FOLDED, folded ? "no" : "yes");
    setFolded(!folded);
  };
  const parts = { openPalette: () => setPalette(true), openKeys: () => setKeys(true), fold };
  useShellCommands(parts);
  return (
    <div className={folded ? "app min" : "app"}>
      <a className="skip" href="#main">
        {t("shell.skip")}
      </a>
      <Rail />
      <TopBar {...parts} />
      <Riders />
      <main className="sheet" id="main" tabIndex={-1}>
        <ErrorBoundary resetKey={path}>
          <Suspense fallback={<Late>{t("state.loading")}</Late>}>{children}</Suspense>
        </ErrorBoundary>
      </main>
      <StatusLine />
      <BottomBar onMenu={() => setMenu(true)} />
      <Toasts
        labels={{
          region: t("shell.messages"),
          undo: t("action.undo"),
          undoKeys: printStroke("ctrl+z", i18n.language),
          close: t("action.close"),
        }}
      />
      <QuietBoundary resetKey={String([palette, menu, keys, conflict !== null])}>
        <Suspense>
          {palette && <Palette onClose={() => setPalette(false)} />}
          {menu && (
            <PhoneMenu
              onClose={() => setMenu(false)}
              onSearch={() => {
                setMenu(false);
                setPalette(true);
              }}
            />
          )}
          {conflict && <ConflictDialog conflict={conflict} />}
          {keys && <KeysHelp onClose={() => setKeys(false)} />}
        </Suspense>
      </QuietBoundary>
      <QuietBoundary>
        <Overlays />
      </QuietBoundary>
    </div>
  );
}
