import type { PayCode } from "../platform/counter";

class ShownCode {
  /** The code to pay by that stands on the screen now, whichever strip it is of. */
  code = $state.raw<PayCode | null>(null);
}

export const shownCode = new ShownCode();
