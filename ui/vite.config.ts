import { paraglideVitePlugin } from "@inlang/paraglide-js";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";
import { long, paraglide, silentWords, split } from "./languages.js";

// `--mode long` makes the page with the long language, for the test that looks for words that are not translated.
export default defineConfig(({ command, mode }) => ({
  plugins: [
    paraglideVitePlugin(paraglide(mode === "long", command === "build")),
    svelte(),
    { name: "silent-words", transformIndexHtml: (page) => page.replace("<!--silent-words-->", silentWords()) },
  ],
  resolve: { alias: command === "build" ? [{ find: /^(\.\.\/)+paraglide\//, replacement: mode === "long" ? `${long}/paraglide/` : `${split}/` }] : [] },
  clearScreen: false,
  server: { port: 5173, strictPort: true, host: "127.0.0.1" },
  build: {
    outDir: mode === "long" ? `${long}/page` : "dist",
    // The counter, and the customer's window.
    rollupOptions: { input: ["index.html", "customer.html"] },
    // WebKitGTK 2.40 and WebView2 both understand this.
    target: ["safari16.4", "chrome111"],
    // The window's policy forbids fonts and scripts that are not files of ours.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The clips of a spoken language are one module.
    chunkSizeWarningLimit: 2000,
  },
  test: {
    env: { TZ: "America/New_York" },
    // The colours are tested, too.
    css: true,
    projects: [
      { extends: true, test: { name: "words", environment: "node", include: ["src/**/*.test.ts"], exclude: ["src/**/*.svelte.test.ts"] } },
      // Effects run here as they do in the window.
      { extends: true, resolve: { conditions: ["browser"] }, test: { name: "live", environment: "./live-environment.js", include: ["src/**/*.svelte.test.ts"], server: { deps: { inline: ["svelte"] } } } },
    ],
  },
}));
