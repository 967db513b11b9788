// The languages of the window: each file of `messages` is one, and nothing else lists them. Paraglide wants a project that does, so
// it is written here, for a build, for the tests and for `npm run messages`.
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "@inlang/paraglide-js";
import { CODE, lengthenedMessages } from "./long-words.js";

const here = dirname(fileURLToPath(import.meta.url));
const first = "en";

/** Where the page with the long language is made, with all that belongs to it. */
export const long = resolve(here, "generated/long");

/** Where the sentences of the built page are made, each a module. */
export const split = resolve(here, "generated/split/paraglide");

function codesIn(folder) {
  const codes = readdirSync(folder).filter((name) => name.endsWith(".json")).map((name) => name.slice(0, -5));
  return [first, ...codes.filter((code) => code !== first).sort()];
}

/** The codes of the window's languages, or of those and the long one, in the order in which they are chosen from. */
export function codesOf(isLong) {
  const codes = codesIn(resolve(here, "messages"));
  return isLong ? [...codes, CODE].sort((a, b) => Number(b === first) - Number(a === first) || (a < b ? -1 : 1)) : codes;
}

/** The sentences that have nothing to be filled in, in any of those languages. */
export function plainOf(isLong) {
  const folder = isLong ? resolve(long, "messages") : resolve(here, "messages");
  const [words, ...others] = codesIn(folder).map((code) => JSON.parse(readFileSync(resolve(folder, `${code}.json`), "utf8")));
  const isPlain = (text) => typeof text === "string" && !text.includes("{");
  return Object.keys(words).filter((key) => key !== "$schema" && [words, ...others].every((each) => isPlain(each[key])));
}

// What is there already is not written again, because Vite would take it for a change.
function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  try {
    if (readFileSync(file, "utf8") === text) return;
  } catch {
    // It is not there yet.
  }
  writeFileSync(file, text);
}

/**
 * What paraglide is to be told: of the window's languages, or of those and the long one. Split, each sentence is a module of its own, so
 * that a part of the built page has the sentences it says and no others. Tests would take long to read thousands of modules.
 * @returns {import("@inlang/paraglide-js").CompilerOptions}
 */
export function paraglide(isLong, isSplit = false) {
  const folder = isLong ? long : resolve(here, "generated");
  let messages = resolve(here, "messages");
  if (isLong) {
    cpSync(messages, resolve(long, "messages"), { recursive: true });
    const english = JSON.parse(readFileSync(resolve(messages, `${first}.json`), "utf8"));
    messages = resolve(long, "messages");
    write(resolve(messages, `${CODE}.json`), JSON.stringify(lengthenedMessages(english), null, 2));
  }
  const project = resolve(folder, "project.inlang");
  const from = (path) => `./${relative(folder, path)}`;
  const settings = {
    baseLocale: first,
    locales: codesIn(messages),
    modules: [from(resolve(here, "node_modules/@inlang/plugin-message-format/dist/index.js"))],
    "plugin.inlang.messageFormat": { pathPattern: `${from(messages)}/{locale}.json` },
  };
  write(resolve(project, "settings.json"), JSON.stringify(settings, null, 2));
  return {
    project,
    outdir: isLong ? resolve(long, "paraglide") : isSplit ? split : resolve(here, "src/paraglide"),
    strategy: ["globalVariable", "baseLocale"],
    outputStructure: isSplit ? "message-modules" : "locale-modules",
  };
}

/** The words of the page whose script did not run, in every language: they have to stand in the page itself. */
export function silentWords() {
  const folder = resolve(here, "messages");
  const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
  return codesIn(folder).map((code) => {
    const { silent_title, silent_text } = JSON.parse(readFileSync(resolve(folder, `${code}.json`), "utf8"));
    return `<div lang="${code}"><h1>${escaped(silent_title)}</h1><p>${escaped(silent_text)}</p></div>`;
  }).join("\n      ");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await compile(paraglide(false));
