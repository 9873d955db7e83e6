import type { ModuleFront } from "@/platform/extensions";

const screen = () => import("@/platform/shaping/ShapeScreen");
const made = () => import("@/platform/shaping/NewShape");

export const shaping: ModuleFront = {
  name: "meta",
  records: { "meta.field": screen, "meta.object": screen, "meta.rule": screen },
  pages: [
    { path: "/o/meta.field/new", load: made },
    { path: "/o/meta.object/new", load: made },
    { path: "/o/meta.rule/new", load: made },
  ],
};
