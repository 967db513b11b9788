// Reads amounts aloud by its own table, and gets the amount back.
import fc from "fast-check";
import { expect, test } from "vitest";
import { MOST_RUPEES, amountKeys } from "./amount";

const files = import.meta.glob<string>("../../voice/*.csv", { query: "?raw", import: "default", eager: true });

/** What is said for each key. */
function textsOf(language: string): Map<string, string> {
  const rows = (files[`../../voice/${language}.csv`] ?? "").trim().split("\n").slice(1);
  return new Map(rows.map((row) => [row.slice(0, row.indexOf(",")), row.slice(row.indexOf(",") + 1)]));
}

// As another list of number words spells them; where ours differs, both are Hindi.
const hindi = `
  एक दो तीन चार पाँच छः सात आठ नौ दस
  ग्यारह बारह तेरह चौदह पंद्रह सोलह सत्रह अट्ठारह उन्नीस बीस
  इक्कीस बाईस तेईस चौबीस पच्चीस छब्बीस सत्ताईस अट्ठाईस उनतीस तीस
  इकतीस बत्तीस तैंतीस चौंतीस पैंतीस छत्तीस सैंतीस अड़तीस उनतालीस चालीस
  इकतालीस बयालीस तैंतालीस चौंतालीस पैंतालीस छियालीस सैंतालीस अड़तालीस उनचास पचास
  इक्यावन बावन तिरेपन चौवन पचपन छप्पन सत्तावन अट्ठावन उनसठ साठ
  इकसठ बासठ तिरेसठ चौंसठ पैंसठ छयासठ सरसठ अड़सठ उनहत्तर सत्तर
  इकहत्तर बहत्तर तिहत्तर चौहत्तर पचहत्तर छिहत्तर सतहत्तर अठहत्तर उन्यासी अस्सी
  इक्यासी बयासी तिरासी चौरासी पचासी छियासी सत्तासी अठासी नवासी नब्बे
  इक्यानवे बानवे तिरानवे चौरानवे पचानवे छियानवे सत्तानवे अट्ठानवे निन्यानवे
`.trim().split(/\s+/);
const alsoHindi: Record<string, number> = { छह: 6, अठारह: 18, चौवालीस: 44, तिरपन: 53, तिरसठ: 63, छियासठ: 66, सड़सठ: 67, अट्ठासी: 88, पंचानवे: 95 };
const english = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"];
const tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

function valueOf(word: string, language: string): number | undefined {
  if (language === "hi") return hindi.includes(word) ? hindi.indexOf(word) + 1 : alsoHindi[word];
  const [ten, one] = word.split("-");
  const small = english.indexOf(word);
  if (small >= 0) return small + 1;
  const large = tens.indexOf(ten ?? "");
  return large < 0 ? undefined : (large + 2) * 10 + (one === undefined ? 0 : english.indexOf(one) + 1);
}

const counts: Record<string, number> = { सौ: 100, हज़ार: 1000, लाख: 100_000, hundred: 100, thousand: 1000, lakh: 100_000 };

/** Paise. A small number waits for what it counts: hundreds, thousands and lakhs of rupees, or paise. */
function heard(sentence: string, language: string): number {
  let [whole, small] = [0, 0];
  for (const word of sentence.split(" ")) {
    const count = counts[word];
    if (count !== undefined) [whole, small] = [whole + small * count, 0];
    else if (word === "रुपये" || word === "rupees") [whole, small] = [(whole + small) * 100, 0];
    else if (word === "पैसे" || word === "paise") return whole + small;
    else small += valueOf(word, language) ?? NaN;
  }
  return (whole + small) * 100;
}

const texts = { en: textsOf("en"), hi: textsOf("hi") };

function sentence(paise: number, language: "en" | "hi"): string {
  return (amountKeys(paise) ?? []).map((key) => texts[language].get(key) ?? `no clip of ${key}`).join(" ");
}

test("an_amount_is_said_as_it_is_in_a_shop", () => {
  expect(sentence(29_900, "hi")).toBe("दो सौ निन्यानवे");
  expect(sentence(29_900, "en")).toBe("two hundred ninety-nine");
  expect(sentence(10_000_000, "hi")).toBe("एक लाख");
  expect(sentence(999_999_900, "en")).toBe("ninety-nine lakh ninety-nine thousand nine hundred ninety-nine");
  expect(sentence(1_050, "hi")).toBe("दस रुपये पचास पैसे");
  expect(sentence(50, "en")).toBe("fifty paise");
});

test.each(["en", "hi"] as const)("every_number_is_heard_as_it_is_in_%s", (language) => {
  const rupees = fc.oneof(fc.integer({ min: 1, max: 1100 }), fc.integer({ min: 1, max: MOST_RUPEES }));
  for (let number = 1; number <= 1100; number += 1) expect(heard(sentence(number * 100, language), language)).toBe(number * 100);
  fc.assert(fc.property(rupees, fc.integer({ min: 0, max: 99 }), (whole, paise) => {
    expect(heard(sentence(whole * 100 + paise, language), language)).toBe(whole * 100 + paise);
  }), { numRuns: 3000 });
});

test.each(["en", "hi"] as const)("no_two_numbers_have_the_same_words_in_%s", (language) => {
  const numbers = [...texts[language]].filter(([key]) => /^\d+$/.test(key));
  expect(numbers).toHaveLength(108);
  expect(new Set(numbers.map(([, text]) => text)).size).toBe(108);
});

test("what_is_no_amount_is_not_said", () => {
  for (const paise of [0, -100, 0.5, NaN, (MOST_RUPEES + 1) * 100, Infinity]) expect(amountKeys(paise)).toBeNull();
});
