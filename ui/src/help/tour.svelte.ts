// The tour as it is kept: in the shop's settings, so that it is the same after a restart.
import { ask, commands } from "../platform/counter";
import type { Problem, Tour } from "../platform/counter";
import { house } from "../shared/state/house.svelte";
import { rehearsal } from "./rehearsal.svelte";
import { type Seen, newestId, steps, walked } from "./tour";

const LEFT: Tour = { is: "left", steps: 0 };

class FirstTour {
  problem = $state.raw<Problem | null>(null);
  /** The steps done, before the settings have them; null: as the settings say. */
  #ahead = $state.raw<number | null>(null);
  /** The newest sale when the step began; null: the next look tells. */
  #since: number | null = null;

  get kept(): Tour {
    return house.counter?.settings?.tour ?? LEFT;
  }

  /** Real money is never shown round. During a rehearsal the customers speak alone. */
  get isOffered(): boolean {
    return house.practice && this.kept.is === "offered" && rehearsal.view === null;
  }

  get isWalking(): boolean {
    return house.practice && this.kept.is === "walking";
  }

  get done(): number {
    return this.#ahead ?? ("steps" in this.kept ? Math.min(this.kept.steps, steps.length) : 0);
  }

  /** Begins, or goes on where it was left. */
  async begin(anew = false): Promise<void> {
    this.#since = null;
    const done = anew ? 0 : this.done;
    this.#ahead = done;
    await this.#keep({ is: "walking", steps: done });
  }

  leave(): Promise<void> {
    return this.#keep({ is: "left", steps: this.done });
  }

  end(): Promise<void> {
    return this.#keep({ is: "done" });
  }

  /** Goes on by what is on the screen. */
  look(seen: Seen): void {
    if (!this.isWalking) return;
    this.#since ??= newestId(seen);
    const next = walked(this.done, seen, this.#since);
    if (next === this.done) return;
    this.#ahead = next;
    this.#since = newestId(seen);
    void this.#keep({ is: "walking", steps: next });
  }

  async #keep(tour: Tour): Promise<void> {
    this.problem = house.keep(await ask(() => commands.keepTour(tour)));
    if (this.problem === null && (!("steps" in tour) || this.#ahead === tour.steps)) this.#ahead = null;
  }
}

export const tour = new FirstTour();
