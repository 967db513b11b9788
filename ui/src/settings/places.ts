// All that Settings has, once: the list at the left, the search, the links and the page itself are made from it.
import { m } from "../paraglide/messages.js";
import type { Language } from "../shared/state/language.svelte";
import type { Screen } from "../shared/state/route.svelte";

/** Said in the language of the screen, or in the one that is asked for. */
type Words = (inputs?: Record<string, never>, options?: { locale?: Language }) => string;

/** `id` is its part of the address, and `settings-ID` its heading; `find` are words by which people look for it. */
type Form = { id: string; title: Words; find: Words };
type Place = Form & { forms: readonly Form[] };
type Group = { id: string; title: Words; places: readonly Place[] };

/** What is needed before the first sale stands first, then what is changed now and then, then what is rare. */
export const groups = [
  {
    id: "money",
    title: m.settings_group_money,
    places: [
      { id: "providers", title: m.settings_providers, find: m.find_providers, forms: [] },
      { id: "wallets", title: m.settings_wallets, find: m.find_wallets, forms: [] },
      {
        id: "rates",
        title: m.settings_rates,
        find: m.find_rates,
        forms: [
          { id: "told", title: m.told_title, find: m.find_told },
          { id: "tds", title: m.tds_title, find: m.find_tds },
        ],
      },
      { id: "routes", title: m.settings_routes, find: m.find_routes, forms: [{ id: "try-next", title: m.try_next, find: m.find_try_next }, { id: "exceptions", title: m.route_exceptions, find: m.find_exceptions }] },
      { id: "information", title: m.settings_information, find: m.find_information, forms: [] },
    ],
  },
  {
    id: "shop-and-slip",
    title: m.settings_group_shop,
    places: [
      { id: "shop", title: m.settings_shop, find: m.find_shop, forms: [] },
      { id: "slip", title: m.settings_slip, find: m.find_slip, forms: [] },
      { id: "printer", title: m.settings_printer, find: m.find_printer, forms: [{ id: "found", title: m.printers_found, find: m.find_found }, { id: "printing", title: m.print_by_itself, find: m.find_printing }] },
      {
        id: "payments",
        title: m.settings_payments,
        find: m.find_payments,
        forms: [
          { id: "upi", title: m.upi_address, find: m.find_upi },
          { id: "charge", title: m.charge_title, find: m.find_charge },
        ],
      },
    ],
  },
  {
    id: "screen",
    title: m.settings_group_screen,
    places: [
      { id: "language", title: m.settings_language, find: m.find_language, forms: [] },
      { id: "look", title: m.settings_look, find: m.find_look, forms: [] },
      { id: "customer-screen", title: m.settings_customer_screen, find: m.find_customer_screen, forms: [] },
      { id: "sound", title: m.sound, find: m.find_sound, forms: [] },
      { id: "mode", title: m.settings_mode, find: m.find_mode, forms: [{ id: "habits", title: m.habits_title, find: m.find_habits }] },
      {
        id: "help",
        title: m.settings_help,
        find: m.find_help,
        forms: [
          { id: "tour", title: m.tour_title, find: m.find_tour },
          { id: "rehearse", title: m.rehearse_title, find: m.find_rehearse },
          { id: "waiting", title: m.help_part_waiting, find: m.find_help_waiting },
          { id: "no-answer", title: m.help_part_no_answer, find: m.find_help_no_answer },
          { id: "failed", title: m.help_part_failed, find: m.find_help_failed },
          { id: "not-sent", title: m.help_part_not_sent, find: m.find_help_not_sent },
          { id: "taken-back", title: m.help_part_taken_back, find: m.find_help_taken_back },
          { id: "contradicted", title: m.help_part_contradicted, find: m.find_help_contradicted },
          { id: "by-word", title: m.help_part_by_word, find: m.find_help_by_word },
          { id: "done", title: m.help_part_done, find: m.find_help_done },
        ],
      },
    ],
  },
  {
    id: "lists",
    title: m.settings_group_lists,
    places: [
      { id: "operators", title: m.settings_operators, find: m.find_operators, forms: [] },
      { id: "plans", title: m.settings_plans, find: m.find_plans, forms: [{ id: "plans-sold", title: m.plans_sold_title, find: m.find_plans_sold }] },
      { id: "desk", title: m.settings_desk, find: m.find_desk, forms: [{ id: "notes", title: m.deskfield_plan_ends, find: m.find_notes }, { id: "agent", title: m.agent_settings, find: m.find_agent }] },
    ],
  },
  {
    id: "safety",
    title: m.settings_group_safety,
    places: [
      {
        id: "backup",
        title: m.settings_backup,
        find: m.find_backup,
        forms: [
          { id: "second", title: m.second_folder, find: m.find_second },
          { id: "backups", title: m.backup_list, find: m.find_backups },
        ],
      },
      { id: "check-up", title: m.settings_check_up, find: m.find_check_up, forms: [] },
      {
        id: "tally",
        title: m.settings_tally,
        find: m.find_tally,
        forms: [
          { id: "vouchers", title: m.tally_vouchers, find: m.find_vouchers },
          { id: "ledgers", title: m.tally_ledgers, find: m.find_ledgers },
        ],
      },
      { id: "callbacks", title: m.settings_callbacks, find: m.find_callbacks, forms: [] },
    ],
  },
] as const satisfies readonly Group[];

export type GroupId = (typeof groups)[number]["id"];
export type PlaceId = (typeof groups)[number]["places"][number]["id"];

/** A form of Settings with the place on whose card it stands: a place stands on its own. */
export type Entry = { id: string; title: Words; find: Words; place: PlaceId; placeTitle: Words; group: GroupId; groupTitle: Words };

const all: readonly { id: GroupId; title: Words; places: readonly (Place & { id: PlaceId })[] }[] = groups;

/** Every form, in the order of the page. */
export const entries: readonly Entry[] = all.flatMap((group) =>
  group.places.flatMap((place) =>
    [place, ...place.forms].map(({ id, title, find }) => ({ id, title, find, place: place.id, placeTitle: place.title, group: group.id, groupTitle: group.title })),
  ),
);

/** What people look for in Settings and what stands on another screen: found with the rest, and `at` leads there. */
export type Elsewhere = Pick<Entry, "id" | "title" | "find" | "placeTitle" | "groupTitle"> & { at: readonly [screen: Screen, ...parts: string[]] };

function there(id: string, title: Words, find: Words, screen: Words, ...at: Elsewhere["at"]): Elsewhere {
  return { id, title, find, placeTitle: screen, groupTitle: screen, at };
}

export const elsewhere: readonly Elsewhere[] = [
  there("to-customers", m.tab_customers, m.find_to_customers, m.nav_day_book, "day-book", "customers"),
  there("to-due", m.tab_due, m.find_to_due, m.nav_day_book, "day-book", "due"),
  there("to-money", m.tab_money, m.find_to_money, m.nav_day_book, "day-book", "money"),
  there("to-close", m.tab_close, m.find_to_close, m.nav_day_book, "day-book", "close"),
  there("to-sales", m.tab_sales, m.find_to_sales, m.nav_day_book, "day-book"),
  there("to-pending", m.nav_pending, m.find_to_pending, m.nav_pending, "pending"),
  there("to-services", m.nav_services, m.find_to_services, m.nav_services, "services"),
  there("to-reports", m.reports_overview, m.find_to_reports, m.nav_reports, "reports"),
  there("to-complaints", m.reports_complaints, m.find_to_complaints, m.nav_reports, "reports", "complaints"),
];

/** Where a part of the address leads; to the first place of all for one that is unknown, or none. */
export function entryOf(part: string | null): Entry {
  const group = all.find((each) => each.id === part);
  const first = entries[0] as Entry;
  return entries.find((each) => each.id === part) ?? entries.find((each) => each.group === group?.id) ?? first;
}
