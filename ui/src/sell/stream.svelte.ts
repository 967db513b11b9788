// Everything typed is one stream, in its order, for one sale at a time. A key may come before the form is as it would be
// for somebody who waits. Such a key waits here. When a question or a problem comes up, keys that were typed before it
// could be read are not used. They are put aside and shown. The next key counts only after a pause. Esc alone counts at once: it is a no.

import { QUIET_MS } from "../shared/keys";

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
  /** The key Esc. It is a no to whatever is asked, and a no needs no time to read. */
  refuses?: boolean;
  /** When it was done, in ms of the page's clock. What bears no time was done after all that came before it. */
  at?: number;
  /** Done with the mouse, which a browser may tell before older keys. It is used after so many ms without one. */
  calmMs?: number;
};

/** `isDoubted`: a question came up before it, and only a new sale that is begun between them saves it. */
type Waiting = Entry & { isDoubted?: boolean };

/** What has to be known of the form. */
export type Form = {
  readonly steady: boolean;
  readonly settled: boolean;
  readonly onlyHandingOver: boolean;
  settle(): Promise<void>;
};

/** Keys that follow each other so fast are typed in one breath. */
const BREATH_MS = 300;
/** The pause is counted in steps, so that time in which the window itself stood still does not count as one. */
const QUIET_STEP_MS = 50;
/** What bears no time comes so long after the newest that does; no clock of a page is as fine. */
const MOMENT_MS = 0.001;
/** More is no typing ahead but something lying on the keyboard. */
const MOST_WAITING = 500;
const MOST_SHOWN = 80;
/** Nothing that was lost is left out, however long the line; a sign may be a whole pasted text. */
const MOST_LOST = 2_000;
/** What a person with a mouse does not notice. */
const CALM_MS = 40;
/** While keys are under way: so long the next one may take. */
const LATE_MS = 1_000;
const CALM_STEP_MS = 10;
/** Keys heard shortly before a click, or a click told so late, mean that keys may be under way. */
const KEYS_MS = 500;
const TOLD_LATE_MS = 100;

/** Who lets so much time pass after what was not used looks at the screen, and has seen that it is told. */
const LOOK_MS = 1_500;

export class Stream {
  /** What waits for its turn, as it was typed. */
  ahead = $state("");
  /** What was typed and not used; it stands on the screen until somebody has read it. */
  unused = $state("");

  #waiting: Waiting[] = [];
  #lost: Entry[] = [];
  #newestAt = 0;
  /** When the last was done that is lost. What came in one breath with it is no answer, however late it is told. */
  #lostAt = -Infinity;
  #heardAt = -Infinity;
  /** Somebody has looked at what was not used: nothing was done for a while after it was told. */
  #isSeen = false;
  #look: ReturnType<typeof setTimeout> | undefined;
  /** When the newest was done that was used. */
  #used = { key: -Infinity, mouse: -Infinity };
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

  /** A key went down or up at that time, perhaps one that is nobody's. Keys come in their order among themselves. */
  heard(at: number, now: number): void {
    this.#heardAt = now;
    this.#waitForLook();
    for (const entry of this.#waiting) if (entry.calmMs !== undefined && entry.at !== undefined) entry.calmMs = at > entry.at ? 0 : LATE_MS;
  }

  /** True when keys may be under way that are older than what the mouse did at that time: some were heard just now, or the page was busy. */
  mayBeLate(at: number, now: number): boolean {
    return now - this.#heardAt < KEYS_MS || now - at > TOLD_LATE_MS;
  }

  /** How long something of the mouse waits for them. */
  calmMs(at: number, now: number): number {
    return this.mayBeLate(at, now) ? LATE_MS : CALM_MS;
  }

  /** The page has gone on by itself with something of the mouse. */
  went(at: number): void {
    this.#used.mouse = Math.max(this.#used.mouse, at);
  }

  /** True for what comes after something younger was used. */
  isOvertaken({ at, calmMs }: Pick<Entry, "at" | "calmMs">): boolean {
    if (at === undefined) return false;
    return calmMs === undefined ? at <= this.#used.mouse : at < this.#used.key;
  }

  /** Takes in what was typed. False: it need not wait, and the page goes on with it by itself. */
  take(taken: Entry): boolean {
    const entry = { ...taken, at: taken.at ?? this.#newestAt + MOMENT_MS };
    this.#newestAt = Math.max(this.#newestAt, entry.at);
    this.#waitForLook();
    if (this.isOvertaken(taken)) {
      // What it was meant for is gone, and what came of it is not what was meant.
      this.#putAside([entry]);
      this.stop();
      return true;
    }
    if (this.hushed || (taken.at !== undefined && taken.at < this.#lostAt + BREATH_MS)) {
      const isSaid = entry.refuses === true && (taken.at ?? Infinity) >= this.#lostAt + BREATH_MS;
      if (entry.begins === true || isSaid) this.#beginAnew();
      else this.#waitForQuiet();
      if (entry.begins !== true && entry.elsewhere !== true && entry.refuses !== true) {
        this.#putAside([entry]);
        this.#lostAt = Math.max(this.#lostAt, entry.at);
        return true;
      }
    }
    if (entry.foreign !== true && !this.delays(entry)) {
      this.#noteUse(taken);
      return false;
    }
    insertInOrder(this.#waiting, entry);
    if (entry.begins === true) for (const later of this.#waiting.slice(this.#waiting.indexOf(entry))) later.isDoubted = false;
    if (this.#waiting.length > MOST_WAITING) this.stop();
    this.#show();
    void this.#drain();
    return true;
  }

  /** A question or a problem came up. What begins a new sale, and what follows it, is still good. */
  stop(): void {
    const next = this.#waiting.findIndex((entry) => entry.begins === true);
    if (next < 0) this.#lostAt = this.#newestAt;
    const stopped = this.#waiting.splice(0, next < 0 ? this.#waiting.length : next);
    // Before these, the key may still come that begins a new sale.
    const open = stopped.filter(isHeld);
    for (const entry of open) entry.isDoubted = true;
    this.#waiting.unshift(...stopped.filter((entry) => isHeld(entry) || entry.refuses === true));
    this.#putAside(stopped.filter((entry) => !isHeld(entry) && entry.refuses !== true));
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
    this.#beginAnew();
  }

  /** The next number, the next sale, another screen: who has looked at what was not used is done with it. Who types on without a look is not. */
  goOn(): void {
    if (this.#isSeen) this.understood();
  }

  #waitForLook(): void {
    clearTimeout(this.#look);
    if (this.#lost.length > 0) this.#look = setTimeout(() => (this.#isSeen = true), LOOK_MS);
  }

  /** Somebody has read what was not used. */
  understood(): void {
    this.#lost = [];
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
        const next = this.#waiting[0];
        if (next === undefined) return;
        if (isHeld(next)) {
          await this.#waitForOlder(next);
          continue;
        }
        this.#waiting.shift();
        this.#show();
        if (next.isDoubted === true && next.elsewhere !== true) {
          this.#putAside([next]);
          continue;
        }
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

  /** In steps, so that time in which the window itself stood still does not count. */
  async #waitForOlder(entry: Entry): Promise<void> {
    const { calmMs } = entry;
    await new Promise((done) => setTimeout(done, CALM_STEP_MS));
    if (calmMs !== undefined && entry.calmMs === calmMs) entry.calmMs -= CALM_STEP_MS;
  }

  #noteUse({ at, calmMs }: Entry): void {
    if (at === undefined) return;
    if (calmMs === undefined) this.#used.key = Math.max(this.#used.key, at);
    else this.went(at);
  }

  #use(entry: Entry): boolean {
    this.#noteUse(entry);
    this.#isUsing = true;
    try {
      return entry.use();
    } finally {
      this.#isUsing = false;
    }
  }

  #show(): void {
    this.ahead = shortened(signsOf(this.#waiting), MOST_SHOWN);
  }

  #putAside(entries: Entry[]): void {
    if (entries.length === 0) return;
    this.#isSeen = false;
    for (const entry of entries) if (this.#lost.length <= MOST_WAITING) insertInOrder(this.#lost, entry);
    this.unused = shortened(signsOf(this.#lost), MOST_LOST);
    this.#waitForLook();
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

  /** Whatever comes next is meant for what stands there. */
  #beginAnew(): void {
    this.#endQuiet();
    this.#lostAt = -Infinity;
  }
}

/** True for what older keys may still come before. */
function isHeld({ calmMs }: Entry): boolean {
  return calmMs !== undefined && calmMs > 0;
}

function signsOf(entries: Entry[]): string {
  return entries.map((entry) => entry.sign).join("");
}

function shortened(signs: string, most: number): string {
  return signs.length > most ? `${signs.slice(0, most)}…` : signs;
}

/** Behind what was done before it. In one and the same moment a key was pressed before the click, since the click waits for it. */
function insertInOrder(entries: Entry[], entry: Entry): void {
  const isLater = ({ at, calmMs }: Entry): boolean => {
    if (at === undefined || entry.at === undefined) return false;
    return at > entry.at || (at === entry.at && calmMs !== undefined && entry.calmMs === undefined);
  };
  let place = entries.length;
  while (place > 0 && isLater(entries[place - 1] as Entry)) place -= 1;
  entries.splice(place, 0, entry);
}
