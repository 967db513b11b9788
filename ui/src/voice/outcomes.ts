// Which changes of a sale are told aloud, and what is told of them.
import type { CounterNow, Reason, SaleView } from "../platform/counter";
import { isClosed } from "../shared/words/desk-orders";
import type { Tone } from "./tones";

/** What became of a sale. `give_back`: the customer has money to get. `look`: a company contradicts what was told. */
export type Outcome = "done" | "waiting" | "failed" | "not_sent" | "back" | "give_back" | "look";

/** What each sounds like, and the words after it, by the keys of the clips. */
export const outcomes: Record<Outcome, { tone: Tone; words: string[] }> = {
  done: { tone: "done", words: ["done"] },
  waiting: { tone: "waiting", words: ["waiting"] },
  failed: { tone: "failed", words: ["failed"] },
  not_sent: { tone: "failed", words: ["not_sent"] },
  back: { tone: "back", words: ["back"] },
  give_back: { tone: "back", words: ["back", "give"] },
  look: { tone: "back", words: ["look"] },
};

/** What is told. Of the services desk there is no amount and no name, because much of it is no money of the customer's. */
export type News = { saleId: number; outcome: Outcome; paise: number | null; operator: string | null };

/** These a person has just typed in, and knows. */
const typedIn: readonly Reason[] = ["declared_failed", "said_done", "said_given_back", "said_otherwise", "closed"];

type Known = { stands: string; isLoud: boolean };

/**
 * Hears of the sales of one ledger. What stood there when it began is no news, and what is merely read again is none either: of every
 * new outcome it tells once.
 */
export class Crier {
  #known = new Map<number, Known>();
  #sinceMs: number;

  constructor(now: Pick<CounterNow, "now_ms" | "tiles" | "loud" | "hand_back">) {
    this.#sinceMs = now.now_ms;
    for (const sale of [...now.tiles, ...now.loud, ...now.hand_back]) this.#known.set(sale.id, knownOf(sale));
  }

  /** What is to be told of a sale that has changed; null for nothing. */
  hear(sale: SaleView): News | null {
    const before = this.#known.get(sale.id);
    const now = knownOf(sale);
    this.#known.set(sale.id, now);
    const moved = before === undefined ? this.#isNew(sale) : before.stands !== now.stands;
    const outcome = now.isLoud && before?.isLoud !== true ? "look" : moved && !isTypedIn(sale) ? outcomeOf(sale) : null;
    if (outcome === null) return null;
    const isDesk = sale.desk !== null;
    return { saleId: sale.id, outcome, paise: isDesk ? null : sale.amount_paise, operator: isDesk ? null : sale.operator };
  }

  /** Of a sale that was not in sight, the books' own times tell whether something has just become of it. */
  #isNew(sale: SaleView): boolean {
    return sale.created_at_ms >= this.#sinceMs || (sale.settled_at_ms ?? 0) >= this.#sinceMs;
  }
}

/** No answer and "it is being worked on" are both waiting. */
function knownOf(sale: SaleView): Known {
  return { stands: sale.state === "unknown" ? "pending" : sale.state, isLoud: sale.is_loud };
}

function isTypedIn(sale: SaleView): boolean {
  return isClosed(sale) || typedIn.includes(sale.reason);
}

function outcomeOf(sale: SaleView): Outcome | null {
  // Of money that is owed the customer has gone already, or it would have been handed over the counter.
  const owes = sale.owed_paise > 0;
  switch (sale.state) {
    case "intended":
    case "submitted":
      return null;
    case "pending":
    case "unknown":
      return "waiting";
    case "succeeded":
      return "done";
    case "failed":
      return owes ? "give_back" : "failed";
    case "not_sent":
      return owes ? "give_back" : "not_sent";
    case "reversed":
      return owes ? "give_back" : "back";
  }
}
