// The paper of the system's dialog, for a shop without a printer of its own. What the dialog prints on, only a person knows.

/** Thermal printers have 203 dots an inch. */
export const DOTS_A_MM = 8;

export const papers = ["58", "80", "a4"] as const;
export type Paper = (typeof papers)[number];

const KEY = "galla.paper";
const DOTS: Record<Paper, number> = { "58": 384, "80": 576, a4: 576 };
/** The edge that no printer reaches, or that a sheet looks well with, in mm. */
const EDGES: Record<Paper, number> = { "58": 5, "80": 4, a4: 15 };
/** The roll's own width in mm. */
const ROLLS: Record<Exclude<Paper, "a4">, number> = { "58": 58, "80": 80 };

function kept(): Paper {
  try {
    return papers.find((each) => each === localStorage.getItem(KEY)) ?? "80";
  } catch {
    return "80";
  }
}

let current = $state<Paper>(kept());

export const paper = {
  get is(): Paper {
    return current;
  },
  set is(next: Paper) {
    current = next;
    try {
      localStorage.setItem(KEY, next);
    } catch {
      // A window without storage begins with 80 mm.
    }
  },
};

/** How wide a slip is for it, in dots. */
export function dotsOf(of: Paper): number {
  return DOTS[of];
}

/**
 * What tells the system's dialog about the page: a roll has no pages, so that it is as long as the slip. The edge is a part of what is
 * printed and no margin of the page, because WebKitGTK prints everything larger by as much as a margin takes away.
 */
export function pageRule(of: Paper, rows: number): string {
  const edge = EDGES[of];
  const size = of === "a4" ? "A4" : `${ROLLS[of]}mm ${Math.ceil(rows / DOTS_A_MM) + 2 * edge}mm`;
  return `@page { size: ${size}; margin: 0; } @media print { :root { --paper-edge: ${edge}mm; } }`;
}
