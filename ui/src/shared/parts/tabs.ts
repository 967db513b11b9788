/** The tab beside this one, round the end. */
export function stepped<Tab extends string>(tabs: readonly { tab: Tab }[], tab: Tab, step: 1 | -1): Tab {
  const at = tabs.findIndex((each) => each.tab === tab);
  return tabs[(at + step + tabs.length) % tabs.length]?.tab ?? tab;
}
