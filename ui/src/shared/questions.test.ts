// A question that guards something looks the same wherever it is asked: its answers are drawn by one part.
import { expect, test } from "vitest";
import english from "../../messages/en.json";

const sources: Record<string, string> = import.meta.glob("../**/*.svelte", { eager: true, import: "default", query: "?raw" });
const styles: Record<string, string> = import.meta.glob("../**/*.css", { eager: true, import: "default", query: "?raw" });
const PART = "./parts/Answers.svelte";
const drawn = /<(Answers|Question)\b/;

/** What cannot be taken back, or moves money or a rule of money once more. */
const GUARDED = /\bcommands\.((forget|remove|abandon|disconnect|mend|admit)\w+|sayWord|setMode|saveOperatorRoute)\(|\bbackups\.restore\(|\bchangeChit\(|\b(repeat_confirmed|below_confirmed|open_confirmed|again): (true|confirmed|isTwice|again)\b|kind: "book_again"/;
/** Where one of them is called and nothing is asked, with the reason. */
const UNASKED: Record<string, string> = {
  "../settings/routes/RouteSettings.svelte": "an order of companies that is changed and changed back by the same touch",
  "../services/Aadhaar.svelte": "asked by the form of the desk",
  "../services/AccountForm.svelte": "asked by the form of the desk",
  "../services/Load.svelte": "asked by the form of the desk",
  "../services/Pan.svelte": "asked by the form of the desk",
};

/** Sentences that end with a question mark and are answered by choosing or by typing, not by yes or no. */
const NO_GUARD = new Set([
  "match_columns_title", "match_dates", "match_unknown_words", "verdict_label", "word_title", "deal_title", "missing_nothing_line", "money_unopened", "voucher_what",
  "print_came_out", "job_asked", "jobs_held", "sight_number", "printers_none", "login_found", "tour_offer", "tour_end", "what_now", "what_now_of", "plans_sold_title",
  "desk_choices", "complaint_close_words",
]);

function textOf(message: unknown): string {
  return typeof message === "string" ? message : JSON.stringify(message);
}

/** The questions of yes or no that a file asks. */
function asked(text: string): string[] {
  const named = [...text.matchAll(/\bm\.([a-z_0-9]+)/g)].map(([, key]) => String(key));
  const sentences = english as Record<string, unknown>;
  return [...new Set(named)].filter((key) => textOf(sentences[key] ?? "").includes("?") && !NO_GUARD.has(key));
}

function undrawn(files: Record<string, string>): string[] {
  return Object.entries(files).flatMap(([file, text]) => {
    if (drawn.test(text)) return [];
    const guarded = file in UNASKED ? null : GUARDED.exec(text)?.[0];
    return [...(guarded == null ? [] : [`${file} does ${guarded} and asks nobody`]), ...asked(text).map((key) => `${file} asks ${key} without the answers that everything is asked with`)];
  });
}

test("every_question_that_guards_something_has_the_same_answers", () => {
  expect(Object.keys(sources).length).toBeGreaterThan(100);
  expect(Object.values(sources).filter((text) => drawn.test(text)).length).toBeGreaterThan(18);
  expect(undrawn(sources)).toEqual([]);
});

test("a_question_with_answers_of_its_own_would_be_found", () => {
  expect(undrawn({ "a.svelte": "<Dialog title={m.forget_title({ name })}><button>{m.cancel()}</button>" })).toHaveLength(1);
  expect(undrawn({ "b.svelte": "await ask(() => commands.removePlan(key))" })).toHaveLength(1);
  expect(undrawn({ "c.svelte": "<Answers /> commands.removePlan(key)" })).toEqual([]);
});

test("no_exception_is_left_over", () => {
  const gone = Object.keys(UNASKED).filter((file) => !GUARDED.test(sources[file] ?? ""));
  const all = Object.values(sources).join("\n");
  expect([...gone, ...[...NO_GUARD].filter((key) => !all.includes(`m.${key}`))]).toEqual([]);
});

/** The colour of what cannot be taken back is the yes of a question, and of no other button. */
test("nothing_else_looks_like_such_a_yes", () => {
  const buttons = Object.entries({ ...sources, ...styles }).filter(([file, text]) => file !== PART && /class="[^"]*\bdanger\b/.test(text));
  expect(buttons.map(([file]) => file)).toEqual([]);
  expect(sources[PART]).toMatch(/\.yes \{ background: var\(--bad-fill\)/);
});

test("the_default_is_no_and_its_ring_is_drawn_however_it_was_reached", () => {
  const part = sources[PART] ?? "";
  const [decline = "", agree = ""] = ["no", "yes"].map((name) => new RegExp(`<button type="button" class="${name}"[^\n]*`).exec(part)?.[0]);
  expect(decline).toContain("data-first");
  expect(agree).not.toContain("data-first");
  expect(part).toMatch(/button:focus \{ outline: 4px solid var\(--focus\)/);
});
