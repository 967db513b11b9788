// What is typed is one stream, in its order, and belongs to one sale at a time. A key that comes before the form stands as it stands
// before somebody who waits, waits here. When a question or a problem comes up, nothing that was typed before it could be read is
// used: it is put aside and shown, and the next key counts only after a pause.

/** One key, one pasted text or one click. */
export type Entry = {
  /** How it is shown to whoever typed or clicked it; empty for what came twice by itself. */
  sign: string;
  /** Does what it does; false when it cannot be done from here. */
  use: () => boolean;
  /** Text where the cursor is, or the cursor in it: it needs the right field and nothing more. */
  edits?: boolean;
  /** The page itself would not take it for what it is. */
  foreign?: boolean;
  /** Leaves the sale that is being handed over to itself, or has nothing to do with it. */
  aside?: boolean;
  /** Outside the form, so that it is no answer to the form's question. */
  elsewhere?: boolean;
  /** Begins a new sale whatever stands there, so that it is no answer to a question. */
  begins?: boolean;
};

/** What has to be known of the form. */
export type Form = {
  readonly steady: boolean;
  readonly settled: boolean;
  readonly onlyHandingOver: boolean;
  settle(): Promise<void>;
};

/** So long nobody may type before a key can be an answer: a person has to have seen the question. */
export const QUIET_MS = 600;
/** The pause is counted in steps, so that time in which the window itself stood still does not count as one. */
const QUIET_STEP_MS = 50;
/** More is no typing ahead but something lying on the keyboard. */
const MOST_WAITING = 500;
const MOST_SHOWN = 80;

export class Stream {
  /** What waits for its turn, as it was typed. */
  ahead = $state("");
  /** What was typed and not used; it stands on the screen until somebody has read it. */
  unused = $state("");

  #waiting: Entry[] = [];
  #hold: { ended: () => void; done: Promise<void> } | null = null;
  #isUsing = false;
  #isDraining = false;
  #quietSteps = 0;
  #quiet = $state.raw<ReturnType<typeof setTimeout> | null>(null);

  /** `painted` waits until the page shows what the form says. */
  constructor(private readonly form: Form, private readonly painted: () => Promise<void>) {}

  /** True while the question that came up cannot have been read yet. */
  get hushed(): boolean {
    return this.#quiet !== null;
  }

  /** True while whatever comes next has to wait. */
  get waits(): boolean {
    return this.delays({ edits: true });
  }

  /** True when one of this kind would have to wait if it came now. */
  delays({ edits, aside, elsewhere }: Pick<Entry, "edits" | "aside" | "elsewhere">): boolean {
    if (this.#isDraining || this.#hold !== null || (this.hushed && elsewhere !== true)) return true;
    if (edits === true ? this.form.steady : this.form.settled) return false;
    return aside !== true || !this.form.onlyHandingOver;
  }

  /** True while one that had to wait is being used: what the page does then comes from here. */
  get isUsing(): boolean {
    return this.#isUsing;
  }

  /** Takes in what was typed. False: it need not wait, and the page goes on with it by itself. */
  take(entry: Entry): boolean {
    if (this.hushed) {
      if (entry.begins === true) this.#endQuiet();
      else this.#waitForQuiet();
      if (entry.begins !== true && entry.elsewhere !== true) {
        this.#putAside([entry]);
        return true;
      }
    }
    if (entry.foreign !== true && !this.delays(entry)) return false;
    this.#waiting.push(entry);
    if (this.#waiting.length > MOST_WAITING) this.stop();
    this.#show();
    void this.#drain();
    return true;
  }

  /** A question or a problem came up. What begins a new sale, and what follows it, is still good. */
  stop(): void {
    const next = this.#waiting.findIndex((entry) => entry.begins === true);
    this.#putAside(this.#waiting.splice(0, next < 0 ? this.#waiting.length : next));
    this.#show();
    if (next < 0) this.#waitForQuiet();
  }

  /** An input method is at work where the cursor is: until it has ended nothing is used, and the cursor stays. */
  hold(): void {
    if (this.#hold !== null) return;
    let ended = (): void => undefined;
    const done = new Promise<void>((resolve) => (ended = resolve));
    this.#hold = { ended, done };
  }

  /** It has ended. */
  release(): void {
    this.#hold?.ended();
    this.#hold = null;
  }

  /** Waits until nothing holds the cursor. */
  async released(): Promise<void> {
    while (this.#hold !== null) await this.#hold.done;
  }

  /** The form is out of sight: nothing is typed into it any more. */
  leave(): void {
    this.release();
    this.#putAside(this.#waiting.splice(0));
    this.#show();
    this.#endQuiet();
  }

  /** Somebody has read what was not used. */
  understood(): void {
    this.unused = "";
  }

  async #drain(): Promise<void> {
    if (this.#isDraining) return;
    this.#isDraining = true;
    try {
      for (;;) {
        while (this.#hold !== null || !this.form.settled) {
          await this.released();
          if (!this.form.settled) await this.form.settle();
        }
        const next = this.#waiting.shift();
        if (next === undefined) return;
        this.#show();
        if (!this.#use(next)) {
          this.#putAside([next]);
          this.stop();
        }
        await this.painted();
      }
    } finally {
      this.#isDraining = false;
    }
  }

  #use(entry: Entry): boolean {
    this.#isUsing = true;
    try {
      return entry.use();
    } finally {
      this.#isUsing = false;
    }
  }

  #show(): void {
    this.ahead = shortened(signsOf(this.#waiting));
  }

  #putAside(entries: Entry[]): void {
    if (this.unused.length <= MOST_SHOWN) this.unused = shortened(this.unused + signsOf(entries));
  }

  #waitForQuiet(): void {
    this.#endQuiet();
    this.#quietSteps = QUIET_MS / QUIET_STEP_MS;
    const step = (): void => {
      if (this.#hold === null) this.#quietSteps -= 1;
      this.#quiet = this.#quietSteps > 0 ? setTimeout(step, QUIET_STEP_MS) : null;
    };
    this.#quiet = setTimeout(step, QUIET_STEP_MS);
  }

  #endQuiet(): void {
    if (this.#quiet !== null) clearTimeout(this.#quiet);
    this.#quiet = null;
  }
}

function signsOf(entries: Entry[]): string {
  return entries.map((entry) => entry.sign).join("");
}

function shortened(signs: string): string {
  return signs.length > MOST_SHOWN ? `${signs.slice(0, MOST_SHOWN)}…` : signs;
}
