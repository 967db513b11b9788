// The form about a sale that is open, if any. The window holds it, not the card that it was opened from: a sale that is settled
// meanwhile leaves its list, and what was typed must not go with it.
import { ask, askForm, commands } from "../platform/counter";
import type { Answer, Problem, Said, SaleView } from "../platform/counter";
import { house } from "../shared/state/house.svelte";

export type Kind = "word" | "deal";

/** What stands in a form before anybody types: where a statement tells it. */
export type Filled = { said: Said; reference: string };

type Open = { kind: Kind; sale: SaleView; filled: Filled | null };

class WordForm {
  /** The sale as it was when it was looked at last: it goes back with what is typed. */
  open = $state.raw<Open | null>(null);
  busy = $state(false);

  /** Where the word that a statement tells may not be said of the sale, its reference is of another word: nothing is filled in then. */
  show(kind: Kind, sale: SaleView, filled: Filled | null = null): void {
    this.open = { kind, sale, filled: filled !== null && sale.can_say.includes(filled.said) ? filled : null };
  }

  close(): void {
    this.open = null;
  }

  /** Sends what was typed, once at a time. Gives what is wrong with it; where the sale has moved on, it is looked at again. */
  async send(command: (sale: SaleView) => Promise<Answer<SaleView, Problem[]>>): Promise<Problem[]> {
    const at = this.open;
    if (at === null) return [];
    this.busy = true;
    const answer = await askForm(() => command(at.sale));
    if (answer.status === "error" && answer.error.some((problem) => problem.kind === "sale_moved_on")) await this.#lookAgain(at);
    this.busy = false;
    if (answer.status === "error") return answer.error;
    if (this.open === at) this.close();
    house.changed();
    return [];
  }

  async #lookAgain(at: Open): Promise<void> {
    const now = await ask(() => commands.sale(at.sale.id));
    if (now.status === "ok" && this.open === at) this.open = { ...at, sale: now.data.sale };
    house.changed();
  }
}

export const wordForm = new WordForm();
