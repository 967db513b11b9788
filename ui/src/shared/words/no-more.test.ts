// Words that once stood on the counter and may not come back: each was found by a shopkeeper to say the wrong thing.
import { expect, test } from "vitest";
import { m } from "../../paraglide/messages.js";

const messages = import.meta.glob<string>("../../../messages/*.json", { query: "?raw", import: "default", eager: true });
const papers = import.meta.glob<string>("../../../../src-tauri/crates/receipts/data/*.csv", { query: "?raw", import: "default", eager: true });

/** Every line that has words in it, of the messages and of what is printed. */
function linesOf(files: Record<string, string>, ends: string): string[] {
  return Object.entries(files).filter(([name]) => name.endsWith(ends)).flatMap(([, text]) => text.split("\n"));
}

const said = { en: linesOf(messages, "en.json"), hi: linesOf(messages, "hi.json"), papers: linesOf(papers, ".csv") };

test("all_words_of_the_counter_are_looked_at", () => {
  for (const lines of [said.en, said.hi]) expect(lines.length).toBeGreaterThan(2_000);
  expect(said.papers.length).toBeGreaterThan(150);
});

test.each([
  ["nobody speaks so of a counter", /This counter, now/],
  ["a supplier is said with “by”", /"through( \{provider\})?",?$/],
  ["a margin is the shop's word for nothing", /best margin and recent success/],
  ["nobody is being asked by a shopkeeper's word", /– being asked/],
  ["Pending takes a company's word, and marks nothing", /mark it as failed|lets you mark/],
  ["what is done is not said to have succeeded", /"It succeeded\."|Never\. It/],
  ["a sale is entered by the shop", /Asked for by the customer/],
  ["an answer is clear or not", /could be understood/],
  ["a slip thanks", /shop's acknowledgement/],
  ["a list has orders, no people who wait", /Nobody is waiting/],
  ["an order ends in more ways than done", /"Done lately"|have ended stand here/],
  ["a list is no place where things stand", /(day|days|sale|operators then|no sale|answer) stands? here/],
  ["who it is is an identity", /Who it is, by OTP/],
  ["a field says what it is about", /"(Kind|Taken by)"/],
  ["who pays presses the button, and says nothing of himself", /I have paid/],
  ["a shopkeeper has no provider's paper", /paper does not say how/],
  ["an order of providers is no question", /"Which provider"/],
  ["a check-up says what it does", /looks at everything between/],
  ["nobody knocks on a port", /knock on it|by a tunnel/],
  ["what a backup never has", /in no backup/],
  ["letters and figures are characters", /has a sign|take that sign/i],
  ["what is looked for is an operator", /Nothing by that name/],
])("%s", (_, words) => {
  for (const line of [...said.en, ...said.papers]) expect(line).not.toMatch(words);
});

test.each([
  ["इस काउंटर पर, अभी", /इस काउंटर पर, अभी/],
  ["किससे", /"किससे/],
  ["मार्जिन और हाल में", /सबसे अच्छा मार्जिन/],
  ["ग्राहक ने माँगा", /ग्राहक ने माँगा/],
  ["समझ में आने वाला जवाब", /समझ में आने वाला जवाब/],
  ["यह दुकान की रसीद है", /यह दुकान की रसीद है/],
  ["अभी पूछें", /अभी पूछें|रुकी बिक्री पूछें/],
  ["हाल के", /"हाल के"/],
  ["पहले यहाँ", /पहले यहाँ/],
  ["पैसे कट चुके हो सकते हैं", /कट चुके हो सकते/],
  ["असली में नहीं मिलती", /असली में नहीं मिलती/],
  ["पैसा वापस, and nothing of where it is", /"पैसा वापस"/],
  ["कीचेन", /कीचेन/],
  ["बेस एड्रेस", /बेस एड्रेस/],
  ["पुष्टि बाकी", /पुष्टि बाकी/],
  ["खटखटा", /खटखटा|टनल/],
  ["इस नाम से कुछ नहीं मिला", /इस नाम से कुछ नहीं मिला/],
])("%s", (_, words) => {
  for (const line of [...said.hi, ...said.papers]) expect(line).not.toMatch(words);
});

// Beside an amount "बाकी" says that it is still owed. It is said of debts alone.
test("the_word_for_a_debt_is_said_of_debts_alone", () => {
  const debts = /^ {2}"(customer_|pay_|problem_payment_over_limit|problem_customer_owes|problem_limit_below_owed)/;
  const owedByShop = /लौटाना बाकी है/;
  expect(said.hi.filter((line) => line.includes("बाक") && !debts.test(line) && !owedByShop.test(line))).toEqual([]);
  const onPaper = /^(col_owes|udhaar_|paid_|reminder_due|close_)/;
  expect(said.papers.filter((line) => line.includes("बाक") && !onPaper.test(line))).toEqual([]);
});

test("what_is_waiting_and_what_came_back_are_said_plainly", () => {
  expect(m.outcome_unknown({}, { locale: "en" })).toBe("No answer yet – checking");
  expect(m.outcome_reversed_give({}, { locale: "hi" })).toBe("पैसा वापस आया – ग्राहक को लौटाएँ");
  expect(m.to_confirm({ count: 4 }, { locale: "hi" })).toBe("4 कोड पक्के करने हैं");
  expect(m.verdict_done({}, { locale: "en" })).toBe("Done. Do not send again.");
});

/** What the lines say, without keys, places of values, and the words a search finds. */
function values(lines: string[]): string[] {
  const spoken = lines.filter((line) => line.includes('": "') && !/^ *"find_/.test(line));
  return spoken.map((line) => line.replace(/^ *"[^"]*": /, "").replace(/\{[^}]*\}/g, ""));
}

test("who_sells_to_the_shop_is_a_company_on_every_screen", () => {
  expect(values(said.en).filter((value) => /\bproviders?\b/i.test(value))).toEqual([]);
  expect(values(said.hi).filter((value) => value.includes("प्रोवाइडर"))).toEqual([]);
});

test("the_screen_speaks_plain_english", () => {
  expect(values(said.en).filter((value) => /\b(anew|noughts?|came to nothing|all the same)\b|[a-z0-9] signs\b/i.test(value))).toEqual([]);
});

// The danda behind a figure is read as a 1.
test("no_danda_stands_behind_a_figure", () => {
  const misread = /(?:\d|\{(?:amount|paid|most|booked|count|number|loads|fees|totals)\})।/;
  expect([...said.hi, ...said.papers].filter((line) => misread.test(line))).toEqual([]);
});
