// The rules of how a window looks: what may be chosen, and how large the page is drawn for it.

export const THEMES = ["auto", "light", "dark"] as const;
export const DENSITIES = ["comfortable", "compact"] as const;
/** In percent of the usual size. */
export const SIZES = [90, 100, 110, 120, 130, 140] as const;
export const PADS = ["touched", "always", "never"] as const;

export type Look = {
  theme: (typeof THEMES)[number];
  density: (typeof DENSITIES)[number];
  /** Of the text, in percent. */
  size: number;
  /** When numbers can be typed on the screen. */
  pad: (typeof PADS)[number];
};

/** How a window looks in which nobody chose. */
export const NO_CHOICE: Look = { theme: "auto", density: "comfortable", size: 100, pad: "touched" };

function oneOf<Value>(values: readonly Value[], value: unknown, otherwise: Value): Value {
  return values.find((each) => each === value) ?? otherwise;
}

/** What was kept. What cannot be read there is as if nobody chose it. */
export function lookOf(kept: string | null): Look {
  const parsed: unknown = ((): unknown => {
    try {
      return JSON.parse(kept ?? "null");
    } catch {
      return null;
    }
  })();
  const { theme, density, size, pad } = (typeof parsed === "object" && parsed !== null ? parsed : {}) as Record<string, unknown>;
  return {
    theme: oneOf(THEMES, theme, NO_CHOICE.theme),
    density: oneOf(DENSITIES, density, NO_CHOICE.density),
    size: oneOf<number>(SIZES, size, NO_CHOICE.size),
    pad: oneOf(PADS, pad, NO_CHOICE.pad),
  };
}

/** The size above or below; 0 leads back to the usual one. */
export function nextSize(size: number, step: 1 | -1 | 0): number {
  const at = SIZES.findIndex((each) => each === size);
  return step === 0 ? NO_CHOICE.size : (SIZES[at + step] ?? size);
}

/** Screens that are far larger than a laptop's stand farther away, too, so that everything on them is drawn larger. Sides in px. */
const ROOMS = [
  { width: 2200, height: 1200, percent: 130 },
  { width: 1600, height: 900, percent: 115 },
] as const;
/** A page may be drawn larger only as long as it has this much room, in its own px: less would cut things off. */
const LEAST_ROOM = { width: 720, height: 500 } as const;

/** How large the page is drawn, in percent, for a text size and a window with these sides. */
export function percentFor(size: number, width: number, height: number): number {
  const room = ROOMS.find((each) => width >= each.width && height >= each.height)?.percent ?? 100;
  const wanted = Math.round((size * room) / 100);
  const fits = Math.floor(Math.min(width / LEAST_ROOM.width, height / LEAST_ROOM.height) * 100);
  return Math.min(wanted, Math.max(100, fits));
}

/** How high a row of a long list is, in px of a page of 100 %. Its two lines take 40. */
export function rowOf({ density }: Look): number {
  return density === "compact" ? 48 : 60;
}
