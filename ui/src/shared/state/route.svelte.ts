// The screen lives in the address, so a reload of the window comes back to it.
export const screens = ["sell", "pending", "day-book", "services", "reports", "settings"] as const;
export type Screen = (typeof screens)[number];

type Route = { screen: Screen; part: string | null; item: string | null };

function given(text: string | undefined): string | null {
  return text === undefined || text === "" ? null : text;
}

function read(): Route {
  if (typeof location === "undefined") return { screen: "sell", part: null, item: null };
  const [name, part, item] = location.hash.replace(/^#/, "").split("/");
  const screen = screens.find((each) => each === name) ?? "sell";
  return { screen, part: given(part), item: given(item) };
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
  /** What of that part, `12` in `#services/order/12`. */
  get item(): string | null {
    return current.item;
  },
  get visits(): number {
    return visits;
  },
};

export function hrefOf(screen: Screen, ...parts: (string | number)[]): string {
  return `#${[screen, ...parts].join("/")}`;
}

export function go(screen: Screen, ...parts: (string | number)[]): void {
  const next = hrefOf(screen, ...parts);
  if (location.hash === next) visits += 1;
  else location.hash = next;
}
