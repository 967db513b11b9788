// The screen lives in the address, so a reload of the window comes back to it.
export const screens = ["sell", "pending", "day-book", "services", "reports", "settings"] as const;
export type Screen = (typeof screens)[number];

type Route = { screen: Screen; part: string | null };

function read(): Route {
  if (typeof location === "undefined") return { screen: "sell", part: null };
  const [name, part] = location.hash.replace(/^#/, "").split("/");
  const screen = screens.find((each) => each === name) ?? "sell";
  return { screen, part: part === undefined || part === "" ? null : part };
}

let current = $state<Route>(read());
/** Grows when a screen is asked for, even the one already open: the cursor goes home again. */
let visits = $state(0);

if (typeof window !== "undefined") {
  window.addEventListener("hashchange", () => {
    current = read();
    visits += 1;
  });
}

export const route = {
  get screen(): Screen {
    return current.screen;
  },
  get part(): string | null {
    return current.part;
  },
  get visits(): number {
    return visits;
  },
};

export function hrefOf(screen: Screen, part?: string | number): string {
  return part === undefined ? `#${screen}` : `#${screen}/${part}`;
}

export function go(screen: Screen, part?: string | number): void {
  const next = hrefOf(screen, part);
  if (location.hash === next) visits += 1;
  else location.hash = next;
}
