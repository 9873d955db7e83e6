import type { ListFile, ModuleFront } from "@/platform/extensions";
import { KINDS } from "./paper";

const names = Object.keys(KINDS);

/** Many papers as one PDF for the printer, or as an archive of single ones. */
const filesOf = (object: string): ListFile[] =>
  (["pdf", "zip"] as const).map((form) => ({
    id: `print.${form}`,
    label: (t) => t(`printing.${form}`),
    path: `/papers/${object}/print`,
    form,
    print: form === "pdf",
  }));

/** Priced papers have an editor of their own, in place of card and form, from the first line on. */
export const papers: ModuleFront = {
  name: "documents",
  records: Object.fromEntries(names.map((name) => [name, () => import("./PaperScreen")])),
  pages: names.map((name) => ({ path: `/o/${name}/new`, load: () => import("./NewPaper") })),
  listFiles: Object.fromEntries(names.map((name) => [name, filesOf(name)])),
  letters: { "offers.offer": "q" },
};
