// The five tabs of *Day book* and their places in the address. A sale that is open has the place of *Sales*.
import { m } from "../paraglide/messages.js";
import { hrefOf } from "../shared/state/route.svelte";

export const tabs = [
  { tab: "sales", label: m.tab_sales },
  { tab: "money", label: m.tab_money },
  { tab: "customers", label: m.tab_customers },
  { tab: "due", label: m.tab_due },
  { tab: "close", label: m.tab_close },
] as const;
export type Tab = (typeof tabs)[number]["tab"];

/** The tab of an address: `#day-book/money`, and `#day-book` or `#day-book/12` for the sales. */
export function tabOf(part: string | null): Tab {
  return tabs.find((each) => each.tab === part)?.tab ?? "sales";
}

export function placeOf(tab: Tab): string {
  return tab === "sales" ? hrefOf("day-book") : hrefOf("day-book", tab);
}
