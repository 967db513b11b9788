// The four tabs of *Reports* and their places in the address.
import { m } from "../paraglide/messages.js";

export const tabs = [
  { tab: "overview", label: m.reports_overview },
  { tab: "companies", label: m.reports_companies },
  { tab: "match", label: m.reports_match },
  { tab: "complaints", label: m.reports_complaints },
] as const;
export type Tab = (typeof tabs)[number]["tab"];

/** The tab of an address: `#reports/companies`, and `#reports` for the first. */
export function tabOf(part: string | null): Tab {
  return tabs.find((each) => each.tab === part)?.tab ?? "overview";
}
