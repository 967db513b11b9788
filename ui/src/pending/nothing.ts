// What the screen says when no sale waits for its answer.
import { m } from "../paraglide/messages.js";
import { house } from "../shared/state/house.svelte";

/** `well`: no customer's money is here either. `line`: what is still to be said. */
export type Nothing = { is: "well" } | { is: "line"; words: string };

/** `waiting`, `owed`: how many sales, null until it is known. */
export function nothingOf(waiting: number | null, owed: number | null): Nothing | null {
  if (waiting !== 0 || owed === null || house.now === null) return null;
  if (owed > 0) return { is: "line", words: m.pending_none_waits() };
  // The list is read by itself, and may still have to hear of a sale that failed a moment ago.
  return house.now.hand_back.length > 0 ? null : { is: "well" };
}
