// Sentences as the built page has them. Paraglide makes three functions of each: one for each language, and one that chooses. Most sentences
// have nothing to be filled in, and a page of thousands of functions takes long to be made ready: those become one function over their texts.

const PART = "virtual:said";
const SENTENCE = /\/paraglide\/messages\/(\w+)\.js$/;
const SAYS = /^const (\w+) = \/\*\* @type \{.*\} \*\/ \(\) => \{\s*return \/\*\* @type \{LocalizedString\} \*\/ \((`(?:[^`\\$]|\\.|\$(?!\{))*`)\)\s*\};$/gm;

/**
 * The module of one sentence, shorter; null where it is none that only says something in each of these languages.
 * @param {string} code
 * @param {readonly string[]} codes
 */
export function shortened(code, codes) {
  const names = [...code.matchAll(/^export const (\w+) =/gm)].map((found) => found[1]);
  const texts = [...code.matchAll(SAYS)];
  const [name] = names;
  if (names.length !== 1 || texts.length !== codes.length || texts.some((found, at) => found[1] !== `${codes[at]}_${name}`)) return null;
  return `import { said } from "${PART}";\nexport const ${name} = /*#__PURE__*/ said(${texts.map((found) => found[2]).join(", ")});\n`;
}

/** How one of those texts is chosen: in the order of the languages. */
const said = (runtime) => `import { getLocale, locales } from ${JSON.stringify(runtime)};
export const said = (...texts) => (_, options) => texts[locales.indexOf(options?.locale ?? getLocale())] ?? texts[0];
`;

/** What the build ends with when sentences stayed as Paraglide made them: the page would grow, and nobody would see it. */
const unshortened = (left, plain) =>
  `${left.length} of ${plain.length} sentences that have nothing to be filled in were not made shorter (${left.slice(0, 3).join(", ")}). ` +
  "Paraglide makes them in another shape, or in other files, than ui/short-messages.js looks for.";

/**
 * @param {string} paraglide the folder of the sentences
 * @param {readonly string[]} codes of all languages
 * @param {readonly string[]} plain the sentences that have nothing to be filled in: each must have become shorter when the build ends
 * @returns {import("vite").Plugin}
 */
export function shortMessages(paraglide, codes, plain) {
  const done = new Set();
  return {
    name: "short-messages",
    apply: "build",
    resolveId: (id) => (id === PART ? `\0${PART}` : null),
    load: (id) => (id === `\0${PART}` ? said(`${paraglide}/runtime.js`) : null),
    transform: (code, id) => {
      const [, name] = SENTENCE.exec(id) ?? [];
      const short = name === undefined ? null : shortened(code, codes);
      if (short === null) return null;
      done.add(name);
      return { code: short, map: null };
    },
    buildEnd: (fault) => {
      const left = plain.filter((name) => !done.has(name));
      if (fault === undefined && left.length > 0) throw new Error(unshortened(left, plain));
    },
  };
}
