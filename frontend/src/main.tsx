import "./styles/tokens.css";
import "./styles/kartei.css";
import "./styles/parts.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { configureClient } from "./api/client";
import { metaQuery } from "./api/meta";
import { queries } from "./api/queries";
import { sessionQuery } from "./api/session";
import { App } from "./app/App";
import { startKeys } from "./app/commands";
import { guessLanguage, startI18n } from "./app/i18n";
import { startLook } from "./app/theme";
import { modules } from "./modules";
import { registerModules } from "./platform/extensions";

async function start(): Promise<void> {
  startLook();
  startKeys();
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
