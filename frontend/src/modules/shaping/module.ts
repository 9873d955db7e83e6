import type { ModuleFront } from "@/platform/extensions";

const screen = () => import("@/platform/shaping/ShapeScreen");
const made = () => import("@/platform/shaping/NewShape");

export const shaping: ModuleFront = {
  name: "meta",
  records: {
    "meta.field": screen,
    "meta.object": screen,
    "meta.rule": screen,
    "meta.layout": () => import("@/platform/layouts/LayoutScreen"),
  },
  pages: [
    { path: "/o/meta.field/new", load: made },
    { path: "/o/meta.object/new", load: made },
    { path: "/o/meta.rule/new", load: made },
    { path: "/o/meta.layout/new", load: () => import("@/platform/layouts/NewLayout") },
    { path: "/arrange/$object", load: () => import("@/platform/layouts/ArrangeScreen") },
  ],
};
