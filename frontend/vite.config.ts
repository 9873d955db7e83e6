import { fileURLToPath } from "node:url";
import optimizeLocales from "@react-aria/optimize-locales-plugin";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Where the interface is served from in production; the development server serves it from the root. */
const BASE = "/static/app/";

export default defineConfig(({ command }) => {
  // The server to talk to while developing: KARTEI_API=http://127.0.0.1:8000 npm run dev
  const server = process.env.KARTEI_API ?? "http://127.0.0.1:8000";
  const proxy = { "/api": { target: server }, "/_allauth": { target: server } };
  return {
    base: command === "build" ? BASE : "/",
    resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
    plugins: [
      react(),
      {
        ...optimizeLocales.vite({ locales: ["en-US", "ru-RU", "de-DE"] }),
        enforce: "pre" as const,
      },
    ],
    server: { host: "127.0.0.1", proxy },
    preview: { host: "127.0.0.1", proxy },
    build: {
      outDir: "../src/kartei/web/static/app",
      emptyOutDir: true,
      manifest: "manifest.json",
      assetsDir: "",
      target: "es2022",
      // Fonts and icons stay files of their own: the policy of the page forbids data addresses.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 900,
      // What the first page needs is one file, not twenty small ones; the rest comes when shown.
      rolldownOptions: {
        output: { codeSplitting: { groups: [{ name: "index", tags: ["$initial"] }] } },
      },
    },
  };
});
