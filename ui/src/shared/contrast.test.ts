// Reads the colours of both themes and computes how far words, edges and rings differ from what is behind them.
import { expect, test } from "vitest";
import tokens from "./tokens.css?raw";

type Colours = Record<string, string>;
const themes = ["light", "dark"] as const;
type Theme = (typeof themes)[number];

function declared(css: string): Colours {
  return Object.fromEntries([...css.matchAll(/--([a-z-]+):\s*(#[0-9a-f]{6});/g)].map(([, name, value]) => [String(name), String(value)]));
}

/** The dark set stands in a block of its own and changes only some. */
function coloursOf(theme: Theme): Colours {
  const at = tokens.indexOf("@media screen");
  const end = tokens.indexOf("\n}\n", at);
  const light = declared(tokens.slice(0, at));
  return theme === "light" ? light : { ...light, ...declared(tokens.slice(at, end)) };
}

function lightOf(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [lightOf(one), lightOf(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const GROUNDS = ["paper", "paper-deep", "card", "sheet"];
const WASHES = ["peacock-wash", "ok-wash", "wait-wash", "bad-wash", "marigold-wash"];

/** Words by the grounds they are written on. */
const WORDS: Record<string, string[]> = {
  ink: [...GROUNDS, ...WASHES, "wait-line"],
  soft: [...GROUNDS, ...WASHES],
  hint: ["card"],
  "off-ink": ["card", "paper-deep"],
  "peacock-edge": [...GROUNDS, "peacock-wash"],
  "peacock-ink": [...GROUNDS, "peacock-wash"],
  ok: [...GROUNDS, "ok-wash"],
  "ok-ink": ["card", "ok-wash"],
  wait: [...GROUNDS, "wait-wash", "marigold-wash"],
  "wait-ink": ["card", "wait-wash", "marigold-wash"],
  bad: [...GROUNDS, "bad-wash"],
  "bad-ink": ["card", "bad-wash"],
  "on-fill": ["peacock", "deep", "ask", "ok-fill", "bad-fill", "bad-fill-deep", "off-fill"],
  "on-deep-soft": ["deep"],
  "on-deep-nav": ["deep"],
  "on-deep-link": ["deep"],
  "on-ask-soft": ["ask"],
  "on-deep-bad": ["on-deep-bad-wash"],
  deep: ["on-fill"],
  "on-marigold": ["marigold", "marigold-bright", "marigold-off"],
  "key-ink": ["key"],
  "print-ink": ["print-paper"],
};

/** Edges that mean something, and the grounds on both of their sides. */
const EDGES: Record<string, string[]> = {
  "line-strong": GROUNDS.filter((ground) => ground !== "paper-deep"),
  "peacock-edge": [...GROUNDS, "peacock-wash"],
  peacock: ["card", "paper"],
  ok: ["card", "ok-wash"],
  "wait-edge": ["card", "wait-wash"],
  bad: ["card", "bad-wash"],
  "bad-fill": ["card"],
  "ok-fill": ["card"],
  "marigold-deep": ["card", "paper"],
  "knob-off": ["card", "on-fill"],
  "on-deep-line": ["deep"],
  "on-ask-line": ["ask"],
  // Rings: on everything light, and on the strip and the menu.
  focus: [...GROUNDS, ...WASHES],
  marigold: ["deep", "ask"],
  "on-fill": ["deep", "ask", "peacock", "bad-fill"],
  "bad-ink": ["bad-wash"],
};

function tooNear(theme: Theme, pairs: Record<string, string[]>, least: number): string[] {
  const colours = coloursOf(theme);
  return Object.entries(pairs).flatMap(([name, grounds]) =>
    grounds.flatMap((ground) => {
      // The key's ground lets what is behind it shine through in the light; it is white there.
      const [one, other] = [colours[name], colours[ground] ?? (ground === "key" ? "#ffffff" : undefined)];
      if (one === undefined || other === undefined) return [`${name} or ${ground} is no colour of ${theme}`];
      const is = contrast(one, other);
      return is < least ? [`${name} on ${ground} in ${theme}: ${is.toFixed(2)}`] : [];
    }),
  );
}

test.each(themes)("every word can be read on its ground: %s", (theme) => {
  expect(tooNear(theme, WORDS, 4.5)).toEqual([]);
});

test.each(themes)("every edge that means something and every ring is seen: %s", (theme) => {
  expect(tooNear(theme, EDGES, 3)).toEqual([]);
});

test.each(themes)("the ring around a field has a line that is seen beside its glow: %s", (theme) => {
  const ring = /--ring: ([^;]+);/.exec(tokens)?.[1] ?? "";
  const line = /^0 0 0 (\d)px var\(--([a-z-]+)\), /.exec(ring);
  expect(Number(line?.[1])).toBeGreaterThanOrEqual(2);
  expect(tooNear(theme, { [line?.[2] ?? "none"]: [...GROUNDS, ...WASHES] }, 3)).toEqual([]);
});

test("grey on grey would be found", () => {
  expect(contrast("#888888", "#999999")).toBeLessThan(1.5);
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
  expect(tooNear("light", { line: ["card"] }, 3)).toHaveLength(1);
});

test("every colour of the one theme has its counterpart or is meant for both", () => {
  const both = ["on-fill", "on-deep-soft", "on-deep-nav", "on-deep-link", "on-deep-line", "ask", "on-ask-soft", "on-ask-line", "marigold", "marigold-bright", "on-marigold", "print-paper", "print-ink"];
  const [light, dark] = [coloursOf("light"), coloursOf("dark")];
  expect(Object.keys(light).filter((name) => light[name] === dark[name] && !both.includes(name))).toEqual([]);
});

/** A colour as it is written: by number, by a function or by its name. */
const WRITTEN = /#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\b|%23[0-9a-f]{3,6}|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\(|(?<![\w-])(?:white|black|red|green|blue|grey|gray|orange|yellow|silver)(?![\w-])/i;

/** What is a style in a file: all of a style sheet, and of a component its style, its attributes and what its script paints with. */
function colouredIn(file: string, text: string): string[] {
  const without = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/<!--[\s\S]*?-->/g, "").replace(/^\s*\/\/.*$/gm, "");
  const style = file.endsWith(".css") ? without : [...without.matchAll(/<style>([\s\S]*?)<\/style>/g)].map((part) => part[1]).join("\n");
  const painted = [...without.matchAll(/["'`](#[0-9a-f]{3,8}|rgba?\([^"'`]*)["'`]|(?:fill|stroke|stop-color)="(?!none|currentColor|url)[^"{]+"/gi)].map(([words]) => words);
  const inStyle = style.split("\n").filter((line) => WRITTEN.test(line.replace(/:global\([^)]*\)|white-space/g, "")));
  return [...inStyle, ...painted].map((line) => `${file}: ${line.trim()}`);
}

test("no colour is written anywhere but in tokens.css", () => {
  const files = import.meta.glob<string>(["../**/*.{svelte,css,ts}", "!../**/*.test.ts", "!../bindings.ts", "!../paraglide/**", "!./tokens.css"], { query: "?raw", eager: true, import: "default" });
  expect(Object.keys(files).length).toBeGreaterThan(200);
  expect(Object.entries(files).flatMap(([file, text]) => colouredIn(file, text))).toEqual([]);
});

test("a planted colour is found", () => {
  const planted = ["<p></p><style>\n  p { color: white; }\n</style>", "<style>\n  p { background: #fff; }\n</style>", "<style>\n a { border-color: rgb(0 0 0 / 0.1); }\n</style>", '<script>const ink = "#ffffff";</script>', '<rect fill="#000" />'];
  for (const text of planted) expect(colouredIn("planted.svelte", text), text).toHaveLength(1);
  expect(colouredIn("planted.svelte", '<rect fill="none" /><style>\n  p { white-space: nowrap; color: var(--ink); }\n</style>')).toEqual([]);
});

test("what_is_doubtful_on_the_strip_is_as_loud_in_the_dark_as_in_the_light", () => {
  const [light, dark] = themes.map((theme) => {
    const of = coloursOf(theme);
    return contrast(of["on-deep-bad-wash"] ?? "", of.deep ?? "");
  });
  expect(light).toBeGreaterThan(7);
  expect(dark).toBeGreaterThan((light ?? 0) * 0.7);
  // A ground of the page would be dark there, and quiet.
  const sources: Record<string, string> = import.meta.glob(["../sell/DoubtLine.svelte", "../sell/Strip.svelte", "../pay/PayRow.svelte", "../services/Strip.svelte"], { eager: true, import: "default", query: "?raw" });
  expect(Object.keys(sources).length).toBe(4);
  const quiet = Object.entries(sources).flatMap(([file, text]) => text.split("\n").filter((line) => line.includes("--bad-wash") && !line.includes("--on-deep-bad-wash") && !line.includes(".trouble")).map((line) => `${file}: ${line.trim()}`));
  expect(quiet).toEqual([]);
});
