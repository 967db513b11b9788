// The cursor's way through the form: where it is wanted, what will still move it.
import { isSlipText } from "../slip-check/code";
import type { Field as Extra } from "../platform/counter";
import { Fields } from "./fields.svelte";
import { UnderWay } from "./under-way";

export type Spot = "number" | "operator" | "circle" | `extra_${Extra}` | "amount" | "charge" | "tendered" | "send" | "decline";

type Place = { at: Spot; keep: boolean };

export abstract class Walk extends Fields {
  /** Where the cursor is wanted. A new object each time, so that asking twice moves it twice. */
  spot = $state.raw<Place>({ at: "number", keep: false });

  /** Told when a question or a problem came up: somebody has to read it before the next key can mean anything. */
  onask: () => void = () => undefined;
  /** A slip was scanned into Number: it is checked elsewhere. */
  onslip: (text: string) => void = () => undefined;

  /** Hands over what is a slip's code and no number. */
  protected scanned(): boolean {
    const isSlip = isSlipText(this.number);
    if (isSlip) this.onslip(this.number);
    return isSlip;
  }

  /** The search that a list to choose from still waits for. */
  protected search: (() => Promise<unknown>) | null = null;
  /** Sales that are being handed over while their form still stands. */
  protected handovers = new UnderWay();
  /** Grows with each sale that is begun: what comes back late is about an earlier one. */
  protected turn = 0;
  #steps = new UnderWay();
  #isFollowed = false;
  #reached: Place | null = null;
  #whenReached: (() => void)[] = [];

  /** True when the cursor is where it is wanted and nothing is under way that moves it: text goes where it is typed. */
  get steady(): boolean {
    return !this.#steps.any && !this.handovers.any && this.#hasArrived;
  }

  /** True when nothing is under way but a sale that is being handed over. */
  get onlyHandingOver(): boolean {
    return this.handovers.any && !this.#steps.any && this.#hasArrived;
  }

  /** Waits for both. */
  protected async steadied(): Promise<void> {
    await this.#steps.done();
    await this.handovers.done();
    if (!this.#hasArrived) await new Promise<void>((done) => this.#whenReached.push(done));
  }

  get #hasArrived(): boolean {
    return !this.#isFollowed || this.#reached === this.spot;
  }

  /** A screen shows the form and moves the cursor, until what is returned is called. */
  follow(): () => void {
    this.#isFollowed = true;
    return () => {
      this.#isFollowed = false;
      this.reach(this.spot);
    };
  }

  /** The cursor is there now. */
  reach(place: Place): void {
    this.#reached = place;
    for (const done of this.#whenReached.splice(0)) done();
  }

  /** `keep` leaves what stands in the field unselected, to be typed on. */
  moveTo(at: Spot, keep = false): void {
    this.spot = { at, keep };
  }

  /** Until it ends, no key has a meaning: it ends with the cursor somewhere else, or with a question. */
  step<T>(take: () => Promise<T>): Promise<T> {
    return this.#steps.run(take);
  }

  /** A list to choose from waits for a search, or, with null, no longer does. */
  searches(search: (() => Promise<unknown>) | null): void {
    this.search = search;
  }

  /** Another sale begins; one that is still being handed over goes on by itself. */
  protected beginTurn(): void {
    this.turn += 1;
    this.handovers.leave();
  }
}
