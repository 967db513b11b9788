// What a company's refusal is about, in the words of the screen. Its own words stand beside that, as what they are.
import { m } from "../../paraglide/messages.js";
import type { Problem } from "../../platform/counter";
import { problemWords } from "./problem-words";

/** Why something came to nothing. `said`: in the words of the screen. `words`: the company's own, in quotation marks. */
export type Why = { said: string | null; words: string | null };

const WRONG = "(?:invalid|wrong|incorrect)";
const isWhole = (pattern: string): RegExp => new RegExp(`^(?:\\d+\\s*=\\s*)?(?:${pattern})[.!]*$`, "i");

// Only a sentence that says this and nothing else is read so: "Invalid transaction reference number" is about no customer's number.
const kinds: [RegExp, (of: { provider: string }) => string][] = [
  [isWhole(`${WRONG} (?:(?:mobile|phone|customer|consumer|subscriber|account|recharge|dth|vc|card) )*(?:number|no\\.?|mobile|id)|(?:mobile )?number (?:is )?(?:invalid|not valid)`), m.refused_number],
  [isWhole(`${WRONG} (?:recharge |transaction )?(?:amount|denomination)|amount (?:is )?(?:invalid|not valid)`), m.refused_amount],
  [isWhole(`${WRONG} (?:operator|op|circle) ?(?:code)?`), m.refused_code],
  [isWhole("(?:operator|service|server)(?: is)? (?:down|unavailable|not available|under maintenance)"), m.refused_down],
];

const TOO_LOW = isWhole("(?:insufficient|low|not enough) (?:merchant |wallet |account )?(?:balance|fund|funds)");

/** The shop's wallet is too low: nothing that the customer did, and mended by adding money. An enquiry tells it in words alone. */
export function isOfWallet({ problem, words }: { problem: Problem | null; words: string | null }): boolean {
  if (problem?.kind === "wallet_empty" || problem?.kind === "wallet_short") return true;
  return (problem === null || problem.kind === "provider_says") && TOO_LOW.test(words?.trim() ?? "");
}

/** The company's own words, in quotation marks. */
export function quoted(words: string | null): string | null {
  return words === null || words.trim() === "" ? null : `“${words.trim()}”`;
}

/** What a refusal is about: by the kind of problem where there is one, else by plain words that are the same everywhere. */
export function refusal({ problem, words, provider }: { problem: Problem | null; words: string | null; provider: string }): Why {
  const own = words?.trim() ?? "";
  if (problem !== null && problem.kind !== "provider_says") {
    const said = problemWords(problem);
    // A sentence that quotes them already needs no second quote.
    return { said, words: own !== "" && said.includes(`“${own}”`) ? null : quoted(own) };
  }
  const heard = own === "" && problem !== null ? problem.data.words.trim() : own;
  if (heard === "") return { said: null, words: null };
  // Some say it twice: "Invalid number · recharge failed".
  const parts = heard.split(" · ");
  const kind = kinds.find(([pattern]) => parts.some((part) => pattern.test(part)));
  return { said: (kind?.[1] ?? m.refused_otherwise)({ provider }), words: quoted(heard) };
}
