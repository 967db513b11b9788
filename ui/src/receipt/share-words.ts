import { m } from "../paraglide/messages.js";
import { groupNumber } from "../shared/words/number";

/** What was begun in WhatsApp, and what is left to do there. */
export function sharedWords(mobile: string | null, isCopied: boolean): string {
  if (!isCopied) return m.share_opened_text();
  return mobile === null ? m.share_opened_asks() : m.share_opened({ number: groupNumber("prepaid", mobile) });
}
