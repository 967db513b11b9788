// Where a chart draws what. The rounded ends and the ticks are d3-array's: they are what goes wrong when one counts them oneself.
import { nice, ticks } from "d3-array";

/** Places side by side, each as wide as the others. */
type Band = { at: (key: string) => number; middle: (key: string) => number; width: number };

/** `gap`: which part of a step stays free between two of them. `widest`: how wide a place may be; it stands in the middle of its step. */
export function band(keys: readonly string[], from: number, to: number, gap: number, widest = Infinity): Band {
  const step = (to - from) / Math.max(1, keys.length);
  const width = Math.min(step * (1 - gap), widest);
  const places = new Map(keys.map((key, place) => [key, from + step * (place + 0.5) - width / 2]));
  const at = (key: string): number => places.get(key) ?? from;
  return { at, middle: (key) => at(key) + width / 2, width };
}

/** Heights from nothing up to a round figure that is not below the largest. */
type Rise = { at: (value: number) => number; ticks: number[] };

export function rise(largest: number, bottom: number, top: number): Rise {
  const [, end] = nice(0, Math.max(1, largest), 4);
  return { at: (value) => bottom + ((top - bottom) * value) / end, ticks: ticks(0, end, 4) };
}
