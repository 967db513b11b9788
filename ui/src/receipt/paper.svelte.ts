// The paper of the system's dialog, for a shop without a printer of its own. What the dialog prints on, only a person knows.

/** Thermal printers have 203 dots an inch. */
export const DOTS_A_MM = 8;

export const papers = ["58", "80", "a4"] as const;
export type Paper = (typeof papers)[number];

const KEY = "galla.paper";
const DOTS: Record<Paper, number> = { "58": 384, "80": 576, a4: 576 };
/** The roll's own width and the edge that no printer reaches, in mm. */
const ROLLS: Record<Exclude<Paper, "a4">, { wide: number; edge: number }> = { "58": { wide: 58, edge: 5 }, "80": { wide: 80, edge: 4 } };

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

/** What tells the system's dialog about the page: a roll has no pages, so that it is as long as the slip. */
export function pageRule(of: Paper, rows: number): string {
  if (of === "a4") return "@page { size: A4; margin: 15mm; }";
  const { wide, edge } = ROLLS[of];
  return `@page { size: ${wide}mm ${Math.ceil(rows / DOTS_A_MM) + 2 * edge}mm; margin: ${edge}mm; }`;
}
