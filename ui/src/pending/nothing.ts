// What the screen says when no sale waits for its answer.
import { m } from "../paraglide/messages.js";
import { house } from "../shared/state/house.svelte";

/** `well`: no customer's money is here either. `line`: what is still to be said. */
export type Nothing = { is: "well" } | { is: "line"; words: string };

/**
 * `waiting`, `owed`: how many sales, null until it is known. A sale that failed at the counter is in neither list, and nobody has said
 * yet where its customer's money is; so while that is asked above, the screen claims nothing.
 */
export function nothingOf(waiting: number | null, owed: number | null): Nothing | null {
  if (waiting !== 0 || owed === null || house.now === null) return null;
  if (house.now.hand_back.length > 0) return { is: "line", words: m.pending_asked() };
  return owed > 0 ? { is: "line", words: m.pending_none_waits() } : { is: "well" };
}
