import { paraglideVitePlugin } from "@inlang/paraglide-js";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import type { HtmlTagDescriptor } from "vite";
import { defineConfig } from "vitest/config";
import { codesOf, long, paraglide, plainOf, silentWords, split } from "./languages.js";
import { shortMessages } from "./short-messages.js";

// What *Sell* is written in at first. Words that are laid out before their font is there are laid out twice, the first time in a font that
// the system has to look for. The letters of another language are asked for by the script, which knows what is spoken.
const FIRST_FONTS_COUNT = 5;
const FIRST_FONTS = /noto-sans-(latin-(400|600|700)-normal|rupee-(600|700)).*\.woff2$/;

function firstFonts(files: string[]): HtmlTagDescriptor[] {
  const fonts = files.filter((file) => FIRST_FONTS.test(file));
  if (fonts.length !== FIRST_FONTS_COUNT) throw new Error(`The page begins with other fonts than it should: ${fonts.join(", ")}`);
  return fonts.map((file) => ({ tag: "link", attrs: { rel: "preload", as: "font", type: "font/woff2", crossorigin: "", href: `/${file}` } }));
}

// `--mode long` makes the page with the long language, for the test that looks for words that are not translated.
export default defineConfig(({ command, mode }) => ({
  plugins: [
    paraglideVitePlugin(paraglide(mode === "long", command === "build")),
    shortMessages(mode === "long" ? `${long}/paraglide` : split, codesOf(mode === "long"), command === "build" ? plainOf(mode === "long") : []),
    svelte(),
    { name: "first-fonts", transformIndexHtml: { order: "post", handler: (_, { bundle, path }) => (bundle !== undefined && path === "/index.html" ? firstFonts(Object.keys(bundle)) : []) } },
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
