import { afterEach, expect, test } from "vitest";
import { m } from "../paraglide/messages.js";
import { languages, speak } from "../shared/state/language.svelte";
import { found, foundBy } from "./find";
import { elsewhere, entries, entryOf, groups } from "./places";
import { skeleton } from "./roman";
import { partAt } from "./scroll";

const sources = import.meta.glob<string>("./**/*.{svelte,ts}", { query: "?raw", import: "default", eager: true });
const titles = new Set<unknown>(entries.map(({ title }) => title));
const ids = (typed: string): string[] => found(entries, typed).map(({ id }) => id);

afterEach(() => speak("en"));

/** The components that a file brings in, one inside another. */
function reached(from: string, seen = new Set<string>()): Set<string> {
  for (const [, path] of (sources[from] ?? "").matchAll(/from "(\.{1,2}\/[^"]+\.svelte)"/g)) {
    const file = `.${new URL(path ?? "", `https://x/${from.slice(2)}`).pathname}`;
    if (seen.has(file) || sources[file] === undefined) continue;
    seen.add(file);
    reached(file, seen);
  }
  return seen;
}

test("no_two_forms_have_one_address", () => {
  const every = [...entries.map(({ id }) => id), ...groups.map(({ id }) => id)];
  expect(new Set(every).size).toBe(every.length);
});

test("every_page_stands_in_a_group", () => {
  const components = Object.keys(sources).filter((file) => file.endsWith(".svelte") && file.split("/").length > 2);
  expect(components.length).toBeGreaterThan(35);
  const shown = reached("./pages.ts");
  expect(components.filter((file) => !shown.has(file))).toEqual([]);
});

test("every_form_with_an_address_is_in_the_list_and_has_its_head_on_the_page", () => {
  const heads = Object.values(sources).flatMap((text) => [...text.matchAll(/ id="settings-([a-z-]+)"/g)].map((head) => String(head[1])));
  const forms = entries.filter(({ id, place }) => id !== place).map(({ id }) => id);
  expect(heads.toSorted()).toEqual(forms.toSorted());
});

// A dialog's headings are in the dialog, and what was set before is no form.
const inside = new Set<unknown>([m.again_title, m.rate_history]);

test("every_heading_of_a_page_is_in_the_list", () => {
  const headings = Object.values(sources).flatMap((text) => [...text.matchAll(/<h3[^>]*>\{m\.(\w+)\(\)\}/g)].map((head) => String(head[1])));
  expect(headings.length).toBeGreaterThan(8);
  const all: Record<string, unknown> = m;
  expect(headings.filter((key) => !titles.has(all[key]) && !inside.has(all[key]))).toEqual([]);
});

test.each(languages)("every_form_is_found_by_its_title_in_%s_whichever_language_is_shown", (locale) => {
  for (const shown of languages) {
    speak(shown);
    for (const entry of entries) expect([entry.id, ids(entry.title({}, { locale }))[0]]).toEqual([entry.id, entry.id]);
  }
});

const everyday: [typed: string, id: string][] = [
  ["paper", "printer"], ["कागज़", "printer"], ["कागज", "printer"], ["kagaz", "printer"], ["slip", "slip"], ["पर्ची", "slip"], ["gst", "slip"], ["जीएसटी", "slip"],
  ["UPI", "upi"], ["यूपीआई", "upi"], ["margin", "rates"], ["मार्जिन", "rates"], ["कमीशन", "rates"], ["comm", "rates"], ["password", "providers"], ["पासवर्ड", "providers"],
  ["whole column", "rates"], ["low balance", "wallets"], ["टैक्स", "tds"], ["hindi", "language"], ["restore", "backups"], ["pen drive", "second"], ["logo", "slip"], ["हिंदी", "language"], ["हिन्दी", "language"], ["जांच", "check-up"],
  ["no answer", "no-answer"], ["जवाब नहीं", "no-answer"], ["refund", "taken-back"], ["pending", "waiting"], ["मदद", "help"], ["guide", "tour"], ["सिखाएँ", "tour"], ["cashier", "rehearse"], ["unreachable", "not-sent"],
];

test.each(everyday)("%s_leads_to_%s", (typed, id) => {
  expect(ids(typed)[0]).toBe(id);
});

// As a shopkeeper types it, in both languages and in Roman letters. Where it is no setting, the search says where it is.
const asked: [typed: string, id: string][] = [
  ["udhaar", "to-customers"], ["उधार", "to-customers"], ["udhar", "to-customers"], ["credit", "to-customers"], ["khata", "to-customers"], ["bakaya", "to-customers"], ["बकाया", "to-customers"],
  ["din band", "to-close"], ["shift", "to-close"], ["शिफ़्ट", "to-close"], ["kharch", "to-money"], ["report", "to-reports"], ["रिपोर्ट", "to-reports"], ["shikayat", "to-complaints"], ["शिकायत", "to-complaints"],
  ["whatsapp", "to-customers"], ["excel", "to-sales"], ["awaz", "sound"], ["bada akshar", "look"], ["font", "look"], ["daraz", "printer"], ["fees", "charge"], ["kharab", "check-up"], ["net nahi chal", "check-up"],
  ["ruka", "waiting"], ["paisa wapas", "taken-back"], ["रिचार्ज", "to-due"], ["रिचार्ज कंपनी", "providers"], ["keyboard", "look"], ["photo", "slip"], ["password", "providers"], ["GST", "slip"], ["hisab", "tally"],
  ["staff", "rehearse"], ["नौकर", "rehearse"], ["स्टाफ", "rehearse"], ["naukar", "rehearse"], ["login", "providers"], ["user", "providers"], ["खाता", "to-customers"],
  // However it is written in Latin letters.
  ["awaaz", "sound"], ["aawaaz", "sound"], ["avaz", "sound"], ["udhari", "to-customers"], ["udhaari", "to-customers"], ["khaata", "to-customers"], ["parchi", "slip"], ["parchee", "slip"], ["paisa", "wallets"],
  ["printer", "printer"], ["kaagaz", "printer"], ["raseed", "slip"], ["rasid", "slip"], ["grahak", "to-customers"], ["graahak", "to-customers"], ["munafa", "rates"], ["munaafaa", "rates"], ["bhasha", "language"], ["bhaashaa", "language"], ["shikaayat", "to-complaints"],
];

test.each(asked)("a_shopkeeper_types_%s_and_finds_%s", (typed, id) => {
  for (const shown of languages) {
    speak(shown);
    expect(found<(typeof entries)[number] | (typeof elsewhere)[number]>([...entries, ...elsewhere], typed)[0]?.id).toBe(id);
  }
});

test("a_word_that_is_not_in_the_title_is_shown_with_what_it_found", () => {
  const customers = elsewhere.find(({ id }) => id === "to-customers");
  if (customers === undefined) throw new Error("no customers");
  expect(["udhaar", "udhari", "khaata", "Customers", "cust"].map((typed) => foundBy(customers, typed))).toEqual([["udhaar"], ["udhari"], ["खाता"], [], []]);
});

test("what_sounds_alike_is_one_word_and_what_does_not_is_none", () => {
  expect(["awaaz", "aawaz", "awaz", "आवाज"].map(skeleton)).toEqual(["avj", "avj", "avj", "avj"]);
  expect(skeleton("parchi")).not.toBe(skeleton("paisa"));
  expect(ids("xyzzy")).toEqual([]);
});

test("what_stands_elsewhere_has_an_address_of_its_own", () => {
  const ids = [...entries, ...elsewhere].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(elsewhere.map(({ at }) => at.join("/"))).size).toBe(elsewhere.length);
});

test("a_word_more_finds_less_and_nonsense_nothing", () => {
  expect(ids("pri").length).toBeGreaterThan(ids("pri paper").length);
  expect(ids("printer xyzzy")).toEqual([]);
  expect(ids("  ")).toHaveLength(entries.length);
});

test("an_address_that_is_unknown_leads_to_the_first_place_and_a_group_to_its_own", () => {
  expect([null, "nowhere", "money"].map((part) => entryOf(part).id)).toEqual(["providers", "providers", "providers"]);
  expect(entryOf("tds")).toMatchObject({ id: "tds", place: "rates", group: "money" });
  expect(entryOf("safety").id).toBe("backup");
});

test("what_is_needed_first_stands_first", () => {
  expect(entries.filter(({ id, place }) => id === place).map(({ id }) => id).slice(0, 8)).toEqual(["providers", "wallets", "rates", "routes", "information", "shop", "slip", "printer"]);
});

test("the_part_one_reads_is_the_last_whose_head_came_up", () => {
  expect(partAt([10, 500, 900], 140)).toBe(0);
  expect(partAt([-800, -20, 600], 140)).toBe(1);
  expect(partAt([-900, -300, 140], 140)).toBe(2);
  expect(partAt([300], 140)).toBe(0);
});
