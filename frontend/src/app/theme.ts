import type { Density, Theme } from "@/api/types";

/** Colours, contrast and density are attributes of the root element; the tokens do the rest. */
const KEPT = "kartei.look";

interface Look {
  theme: Theme;
  density: Density;
}

const dark = matchMedia("(prefers-color-scheme: dark)");
const contrast = matchMedia("(prefers-contrast: more)");
let look: Look = { theme: "auto", density: "normal" };

function paint(): void {
  const root = document.documentElement;
  const theme = look.theme === "auto" ? (dark.matches ? "dark" : "light") : look.theme;
  root.dataset.theme = theme;
  root.dataset.density = look.density;
  root.dataset.contrast = contrast.matches ? "high" : "normal";
}

/** Applies a look at once and keeps it for the next start in this browser. */
export function applyLook(change: Partial<Look>): void {
  look = { ...look, ...change };
  localStorage.setItem(KEPT, JSON.stringify(look));
  paint();
}

/** Paints before the first picture, from what this browser kept. */
export function startLook(): void {
  const kept = localStorage.getItem(KEPT);
  if (kept) look = { ...look, ...(JSON.parse(kept) as Partial<Look>) };
  paint();
  dark.addEventListener("change", paint);
  contrast.addEventListener("change", paint);
}
