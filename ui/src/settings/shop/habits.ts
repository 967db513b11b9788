// What the practice companies can be made to do otherwise, in the order of the screen. A refused login as bare text is not among it: a
// practice login is always right, so nobody would ever see it.
import { m } from "../../paraglide/messages.js";
import type { Habit } from "../../platform/counter";

export type Shown = Exclude<Habit, "bare-gate">;
type Words = { name: () => string; more: () => string };

export const habitWords: Record<Shown, Words> = {
  "php-warning": { name: m.habit_php_warning, more: m.habit_php_warning_more },
  "html-behind": { name: m.habit_html_behind, more: m.habit_html_behind_more },
  "bom": { name: m.habit_bom, more: m.habit_bom_more },
  "in-quotes": { name: m.habit_in_quotes, more: m.habit_in_quotes_more },
  "number-leaves": { name: m.habit_number_leaves, more: m.habit_number_leaves_more },
  "country-code": { name: m.habit_country_code, more: m.habit_country_code_more },
  "other-words": { name: m.habit_other_words, more: m.habit_other_words_more },
  "lost-track": { name: m.habit_lost_track, more: m.habit_lost_track_more },
  "no-record": { name: m.habit_no_record, more: m.habit_no_record_more },
  "login-page": { name: m.habit_login_page, more: m.habit_login_page_more },
};

const CAREFUL: readonly Shown[] = ["lost-track", "no-record", "login-page"];
const all = Object.keys(habitWords) as Shown[];

/** First those that change nothing for the shop, then those that leave a sale open. */
export const groups: { title: () => string; habits: Shown[] }[] = [
  { title: m.habits_as_usual, habits: all.filter((habit) => !CAREFUL.includes(habit)) },
  { title: m.habits_with_care, habits: [...CAREFUL] },
];
