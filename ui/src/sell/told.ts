// How many notices stand below the form before they become one line, or one button, that opens.
import { m } from "../paraglide/messages.js";

/** So high is a window, in px of its page, in which form, strip and outcome have all the room. */
export const LOW = "(max-height: 600px)";
/** In such a window the form and the last outcome leave room for one notice. */
export const SHORT = "(max-height: 800px)";

export type Window = "low" | "short" | "tall";

/** Whether so many notices are folded. `isBusy`: an outcome or the strip stands there, too. `isLed`: the line of the tour or of a rehearsal has the room of one. */
export function folds(count: number, window: Window, isBusy: boolean, isLed = false): boolean {
  const most = isBusy ? { low: 0, short: 1, tall: 2 } : { low: 1, short: 2, tall: 2 };
  return count > Math.max(0, most[window] - (isLed ? 1 : 0));
}

/** What stands in place of the notices. `doubt`: sales in doubt are among them. */
export function foldWords(count: number, doubt: boolean): string {
  return doubt ? m.notices_folded_doubt({ count }) : m.notices_folded({ count });
}
