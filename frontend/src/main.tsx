import "./styles/tokens.css";
import "./styles/kartei.css";
import "./styles/parts.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { configureClient } from "./api/client";
import { startConnection } from "./api/connection";
import { metaQuery } from "./api/meta";
import { queries } from "./api/queries";
import { sessionQuery } from "./api/session";
import { App } from "./app/App";
import { startKeys } from "./app/commands";
import { guessLanguage, startI18n } from "./app/i18n";
import { startLook } from "./app/theme";
import { modules } from "./modules";
import { registerModules } from "./platform/extensions";

/** Not twice within this time, in milliseconds: a part that is missing for good must not loop. */
const RELOAD_REST = 60_000;

/**
 * A page that was open while the server was renewed asks for parts that are no more. Reading the
 * page anew brings the new ones; what was typed is kept in this browser. Never while the server is
 * away: the page on the screen is then the only one there is.
 */
function startRenewal(): void {
  window.addEventListener("vite:preloadError", async () => {
    const last = Number(sessionStorage.getItem("kartei.renewed") ?? 0);
    if (Date.now() - last < RELOAD_REST) return;
    const answer = await fetch("/", { method: "HEAD", cache: "no-store" }).catch(() => null);
    if (!answer?.ok) return;
    sessionStorage.setItem("kartei.renewed", String(Date.now()));
    location.reload();
  });
}

async function start(): Promise<void> {
  startLook();
  startKeys();
  startConnection();
  startRenewal();
  registerModules(modules);
  const language = guessLanguage();
  configureClient({ language });
  // Asked side by side with the catalogue; of somebody not signed in, meta comes after the sign-in.
  void queries.prefetchQuery(sessionQuery).then(() => {
    const session = queries.getQueryData(sessionQuery.queryKey);
    if (session?.user) void queries.prefetchQuery(metaQuery(language));
  });
  await startI18n(language);
  const root = document.getElementById("root");
  if (!root) throw new Error("The page has no #root");
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}

void start();
