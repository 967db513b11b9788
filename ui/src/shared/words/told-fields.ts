// What a company tells of a month or of a person's gender, in the screen's language. What nobody could read stays as the company wrote it, in
// quotation marks.
import { m } from "../../paraglide/messages.js";
import type { Gender } from "../../platform/counter";
import type { Language } from "../state/language.svelte";
import { quoted } from "./refused";
import { shortMonthOf } from "./time";

const MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
/** "2026-11", "2026/11", "202611" */
const YEAR_FIRST = /^(?<year>20\d\d)[-/]?(?<month>0[1-9]|1[0-2])$/;
/** "11-2026", "11/2026" */
const MONTH_FIRST = /^(?<month>0?[1-9]|1[0-2])[-/](?<year>20\d\d)$/;
/** "Nov 2026", "NOVEMBER-2026" */
const NAMED = /^(?<name>[a-z]{3,9})\.?[-/, ]+(?<year>20\d\d)$/i;

/** "2026-11"; null where the words are not plainly a month. */
function monthIn(words: string): string | null {
  const found = YEAR_FIRST.exec(words) ?? MONTH_FIRST.exec(words) ?? NAMED.exec(words);
  if (!found?.groups) return null;
  const { year, month, name } = found.groups;
  const at = name === undefined ? Number(month) : MONTHS.findIndex((each) => each.startsWith(name.toLowerCase())) + 1;
  return at === 0 ? null : `${year}-${String(at).padStart(2, "0")}`;
}

/** "Nov 2026" for "2026-11". */
export function toldMonth(told: string, language: Language): string {
  const month = monthIn(told.trim());
  return month === null ? (quoted(told) ?? "") : shortMonthOf(month, language);
}

/** "Female" */
export function toldGender(gender: Gender): string {
  switch (gender.kind) {
    case "female": return m.person_female();
    case "male": return m.person_male();
    case "transgender": return m.person_transgender();
    case "other": return quoted(gender.data.words) ?? "";
  }
}
