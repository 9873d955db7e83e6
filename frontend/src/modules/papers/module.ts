import type { ModuleFront } from "@/platform/extensions";
import { KINDS } from "./paper";

const names = Object.keys(KINDS);

/** Priced papers have an editor of their own, in place of card and form, from the first line on. */
export const papers: ModuleFront = {
  name: "documents",
  records: Object.fromEntries(names.map((name) => [name, () => import("./PaperScreen")])),
  pages: names.map((name) => ({ path: `/o/${name}/new`, load: () => import("./NewPaper") })),
  letters: { "offers.offer": "q" },
};
