import "./styles/tokens.css";
import "./styles/kartei.css";
import "./styles/parts.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
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
  await startI18n(guessLanguage());
  const root = document.getElementById("root");
  if (!root) throw new Error("The page has no #root");
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}

void start();
