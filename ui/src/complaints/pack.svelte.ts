// The papers of a complaint as text, in the language that was chosen last.
import { ask, commands } from "../platform/counter";
import type { ComplaintPackView, Language, Problem } from "../platform/counter";

export class PackText {
  /** With the language it is written in; null until it has come. */
  shown = $state.raw<{ pack: ComplaintPackView; tongue: Language } | null>(null);
  problem = $state.raw<Problem | null>(null);
  #turn = 0;

  /** The text before stays until this one has come, and goes where this one is refused: it is in another language. */
  async read(complaint: number, tongue: Language): Promise<void> {
    const turn = ++this.#turn;
    const answer = await ask(() => commands.complaintText(complaint, tongue));
    if (turn !== this.#turn) return;
    this.problem = answer.status === "error" ? answer.error : null;
    this.shown = answer.status === "ok" ? { pack: answer.data, tongue } : null;
  }
}
