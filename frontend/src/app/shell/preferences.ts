import { keepPreferences } from "@/api/session";
import type { Density, Language, Theme } from "@/api/types";
import { tellProblem } from "../errors";
import { switchLanguage } from "../i18n";
import { applyLook } from "../theme";

export const THEMES: Theme[] = ["light", "dark", "auto"];
export const DENSITIES: Density[] = ["compact", "normal", "comfortable"];

/** Each is seen at once and then kept for the user's next visit. */
export function setTheme(theme: Theme): void {
  applyLook({ theme });
  keepPreferences({ theme }).catch(tellProblem);
}

export function setDensity(density: Density): void {
  applyLook({ density });
  keepPreferences({ density }).catch(tellProblem);
}

export async function setLanguage(language: Language): Promise<void> {
  await switchLanguage(language);
  keepPreferences({ language }).catch(tellProblem);
}
