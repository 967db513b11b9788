// The rehearsal as the counter holds it: who stands there, and what it was worth.
import { ask, commands } from "../platform/counter";
import type { Problem, RehearsalStep, RehearsalView } from "../platform/counter";
import { house } from "../shared/state/house.svelte";

class TheRehearsal {
  problem = $state.raw<Problem | null>(null);
  /** The shop has no day that can be rehearsed. */
  nothing = $state(false);
  #view = $state.raw<RehearsalView | null>(null);
  #busy = false;

  /** Null with real money, too. */
  get view(): RehearsalView | null {
    return house.practice ? this.#view : null;
  }

  /** A window that was loaded anew finds the one that goes on. */
  async find(): Promise<void> {
    const answer = await ask(() => commands.rehearsal());
    if (answer.status === "ok") this.#view = answer.data;
  }

  /** Asks whether there is a day that can be rehearsed, so that nobody presses for nothing. */
  async look(): Promise<void> {
    const answer = await ask(() => commands.canRehearse());
    if (answer.status === "ok") this.nothing = !answer.data;
  }

  async step(step: RehearsalStep): Promise<void> {
    // F7 twice within a blink is one customer.
    if (this.#busy) return;
    this.#busy = true;
    const answer = await ask(() => commands.stepRehearsal(step));
    this.#busy = false;
    this.problem = answer.status === "error" ? answer.error : null;
    if (answer.status === "error") return;
    this.#view = answer.data;
    if (step === "begin") this.nothing = answer.data === null;
  }
}

export const rehearsal = new TheRehearsal();
