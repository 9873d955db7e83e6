import type { ListView } from "../extensions";

/** The board as a layout of every list whose object declares one. */
export const boardView: ListView = {
  id: "board",
  icon: "board",
  label: (t) => t("layout.board"),
  objects: (object) => object.board !== null,
  load: () => import("./BoardScreen"),
};
