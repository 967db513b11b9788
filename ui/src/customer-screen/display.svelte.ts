// What stands before the customer: what the counter last told, until nothing has come of it for a while. Then it leaves by itself, because
// somebody else may stand there.
import type { CustomerSight } from "../platform/customer";

/** So long a sale stands there after its last change, in ms. */
export const QUIET_MS = 60_000;
/** So long where the customer himself has to do something, or waits for an end. */
export const PATIENT_MS = 300_000;

/** What became of a sale, and no question about it. */
const ended: readonly CustomerSight["phase"][] = ["sending", "done", "waiting", "failed", "given_back"];

/** The same shop with nobody before it. */
function emptied(sight: CustomerSight): CustomerSight {
  return { ...sight, phase: "idle", sale: null, pay_paise: null, code: null, reference: null };
}

function aboutOf({ sale }: CustomerSight): string {
  return JSON.stringify([sale?.number, sale?.amount_paise]);
}

function isPatient({ phase, code }: CustomerSight): boolean {
  return code !== null || phase === "sending" || phase === "waiting";
}

export class Display {
  /** Null before anything was told. */
  sight = $state.raw<CustomerSight | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The sale whose end left after a while: more news of its end is not for whoever stands there now. */
  #left: string | null = null;

  take(sight: CustomerSight): void {
    const about = aboutOf(sight);
    if (ended.includes(sight.phase) && about === this.#left) {
      this.sight = emptied(sight);
      return;
    }
    this.#left = null;
    const before = this.sight;
    this.sight = sight;
    // Another look or language is no news of the sale.
    if (before?.phase === sight.phase && aboutOf(before) === about && before.code?.path === sight.code?.path) return;
    this.stop();
    if (sight.phase !== "idle") this.#timer = setTimeout(() => this.#leave(), isPatient(sight) ? PATIENT_MS : QUIET_MS);
  }

  #leave(): void {
    if (this.sight === null) return;
    this.#left = ended.includes(this.sight.phase) ? aboutOf(this.sight) : null;
    this.sight = emptied(this.sight);
  }

  /** Nothing is shown any more. */
  stop(): void {
    clearTimeout(this.#timer);
  }
}
