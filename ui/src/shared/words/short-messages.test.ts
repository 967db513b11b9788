import { expect, test } from "vitest";
import { shortened, shortMessages } from "../../../short-messages.js";

const head = "/* eslint-disable */\nimport { getLocale, experimentalStaticLocale } from '../runtime.js';\n";
const said = (name: string, text: string): string => `const ${name} = /** @type {(inputs: XInputs) => LocalizedString} */ () => {\n\treturn /** @type {LocalizedString} */ (\`${text}\`)\n};\n`;
const filled = (name: string, text: string): string => said(name, text).replace("*/ () =>", "*/ (i) =>");
const tail = (name: string): string => `export const ${name} = /** @type {unknown} */ ((inputs = {}, options = {}) => {\n\treturn en_${name}(inputs)\n});`;
const codes = ["en", "hi"];

test("a_sentence_that_only_says_something_is_one_call", () => {
  const code = head + said("en_sold", "Sold \\`at\\` once") + said("hi_sold", "बिका") + tail("sold");
  expect(shortened(code, codes)).toBe('import { said } from "virtual:said";\nexport const sold = /*#__PURE__*/ said(`Sold \\`at\\` once`, `बिका`);\n');
});

test("what_is_filled_in_and_what_a_language_lacks_stays_as_it_was_made", () => {
  const amount = `\${i?.amount}`;
  expect(shortened(head + filled("en_sold", `Sold for ${amount}`) + filled("hi_sold", `${amount} में`) + tail("sold"), codes)).toBeNull();
  expect(shortened(head + said("en_sold", "Sold") + filled("hi_sold", `${amount} में`) + tail("sold"), codes)).toBeNull();
  expect(shortened(head + said("en_sold", "Sold") + tail("sold"), codes)).toBeNull();
  // Chosen by their place: another order of languages would say the wrong one.
  expect(shortened(head + said("hi_sold", "बिका") + said("en_sold", "Sold") + tail("sold"), codes)).toBeNull();
});

test("only_sentences_are_shortened", () => {
  const { transform } = shortMessages("/paraglide", codes) as unknown as { transform: (code: string, id: string) => unknown };
  const code = head + said("en_sold", "Sold") + said("hi_sold", "बिका") + tail("sold");
  expect(transform(code, "/ui/generated/split/paraglide/messages/sold.js")).not.toBeNull();
  expect(transform(code, "/ui/src/sell/sold.js")).toBeNull();
});
