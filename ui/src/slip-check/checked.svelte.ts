// The text that is to be checked, wherever it was scanned or typed. The Day book shows the answer.
import { go } from "../shared/state/route.svelte";

let text = $state<string | null>(null);

export const slipCheck = {
  /** The text in the field; `null`: nothing is checked. */
  get text(): string | null {
    return text;
  },
  /** Opens *Check a slip*, with what was scanned elsewhere or empty. */
  open(scanned = ""): void {
    text = scanned;
    go("day-book");
  },
  close(): void {
    text = null;
  },
};
