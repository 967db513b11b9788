// The model for the tests of the stream: a patient shopkeeper, who waits after each key. A page of *Sell* for impatient
// ones is compared with it. Nothing of it is shipped.
import { expect, vi } from "vitest";
import { SaleForm } from "./sale-form.svelte";
import { Counter, type Delays } from "./slow-counter";
import { QUIET_MS } from "../shared/keys";
import { type Entry, Stream } from "./stream.svelte";
export const ENTER = "⏎";
export const ESC = "␛";
export const BACK = "⌫";
export const NEW = "⑧";
export const LAST = "④";
export const DOWN = "↓";
/** Clicks: into a field, on the strip's button, on something that is not the form's. */
export const INTO_NUMBER = "ⓝ";
export const INTO_AMOUNT = "ⓐ";
export const SEND = "ⓢ";
export const ELSEWHERE = "ⓔ";
/** An input method that makes two digits. */
export const COMPOSES = "ⓒ";
export const COMPOSED = "12";
export const POINTED = new Set([INTO_NUMBER, INTO_AMOUNT, SEND, ELSEWHERE, COMPOSES]);
export const { env } = (globalThis as unknown as { process: { env: Partial<Record<string, string>> } }).process;
/** What fails for somebody must have failed for whoever changed it. */
export const SEED = Number(env["GALLA_TYPING_SEED"] ?? "1");
/** Longer than any pause of the form's own. */
export const PAUSE_MS = 700;

/** The page: fields, a button, and a cursor that follows the form when it comes to it. */
export class Page {
  readonly counter: Counter;
  readonly form: SaleForm;
  readonly stream: Stream;
  asked = 0;
  elsewhere = 0;
  /** What came of each click and composition: it met nothing, or what it was meant for was gone at its turn. */
  fates: ("used" | "missed" | "late")[] = [];
  #cursor = "number";
  #selected = true;
  #lastAt = -Infinity;
  #count = 0;
  #spot: SaleForm["spot"];

  constructor(private readonly delays: Delays, streams = Stream) {
    this.counter = new Counter(delays);
    this.form = new SaleForm(this.counter, () => "practice");
    this.stream = new streams(this.form, () => Promise.resolve());
    this.form.onask = () => {
      this.asked += 1;
      this.stream.stop();
    };
    this.form.follow();
    this.#spot = this.form.spot;
    this.form.reach(this.#spot);
  }

  /** The page looks after each thing that happened whether the cursor is wanted elsewhere, and brings it there a while later. */
  look(): void {
    const spot = this.form.spot;
    if (spot === this.#spot) return;
    this.#spot = spot;
    const arrive = async (): Promise<void> => {
      if (this.isHeld) await this.stream.released();
      this.#cursor = spot.at;
      this.#selected = !spot.keep;
      this.form.reach(spot);
    };
    const ms = this.delays();
    if (ms > 0) setTimeout(() => void arrive(), ms);
    else void arrive();
  }

  /** True while an input method holds the cursor. */
  isHeld = false;

  get isOnStrip(): boolean {
    return this.#cursor === "send" || this.#cursor === "decline";
  }

  /** When something was done; of two things in one moment, the second was done later. */
  now(): number {
    this.#count += 1;
    return Date.now() + this.#count / 1_000;
  }

  press(key: string, at = this.now()): void {
    this.stream.heard(at, Date.now());
    const hasty = at - this.#lastAt < QUIET_MS;
    this.#lastAt = at;
    const isAnother = (): boolean => hasty && this.isOnStrip && /^\d$/.test(key);
    const text = this.#cursor === "number" || this.#cursor === "amount";
    const entry: Entry = { sign: key, use: () => { if (isAnother()) return false; this.#use(key); return true; }, foreign: isAnother(), edits: text && (key === BACK || /^\d$/.test(key)), aside: key === NEW, begins: key === NEW, refuses: key === ESC, at };
    if (!this.stream.take(entry)) this.#use(key);
  }

  /** A click or a composition that comes to its turn. Its fate stands where it was begun. */
  #meet(sign: string, entry: Partial<Entry>, use: () => boolean): void {
    const at = this.fates.push("late") - 1;
    const met = (): boolean => {
      const used = use();
      if (used) this.fates[at] = "used";
      return used;
    };
    if (!this.stream.take({ sign, ...entry, use: met })) met();
  }

  #goInto(field: "number" | "amount"): boolean {
    if (this.#cursor !== field) {
      this.form.leave(this.#cursor === "amount" ? "amount" : "number");
      if (this.#cursor === "number") this.form.known.close();
      this.#selected = field === "amount";
    }
    this.#cursor = field;
    return true;
  }

  click(sign: string, at = this.now()): void {
    const { form, stream } = this;
    this.#lastAt = at;
    const time = { at, calmMs: stream.calmMs(at, Date.now()) };
    if (sign === ELSEWHERE) return this.#meet(sign, { ...time, aside: true, elsewhere: true, foreign: true }, () => { this.elsewhere += 1; return true; });
    const waits = stream.delays({}) || stream.mayBeLate(at, Date.now());
    if (sign === INTO_AMOUNT) return this.#meet(sign, { ...time, foreign: waits }, () => this.#goInto("amount"));
    // A click that had to wait does not know its place in a number any more.
    if (sign === INTO_NUMBER) return this.#meet(sign, { ...time, foreign: waits }, () => (!waits || form.number === "") && this.#goInto("number"));
    const words = (): string => `${form.repeat !== null} ${form.quote?.amount_paise}`;
    const seen = words();
    if (form.quote === null) return void this.fates.push("missed");
    this.#meet(sign, { ...time, foreign: true }, () => {
      if (form.quote === null || words() !== seen) return false;
      this.#cursor = "send";
      void form.send(form.repeat !== null);
      return true;
    });
  }

  /** What an input method makes while keys wait is taken out of the field again and waits for its turn. */
  async compose(takes: (page: Page) => Promise<void>): Promise<void> {
    if (this.isOnStrip) return void this.fates.push("missed");
    const insert = (): boolean => {
      if (this.isOnStrip) return false;
      for (const digit of COMPOSED) this.#use(digit);
      return true;
    };
    if (!this.stream.waits) {
      const [cursor, spot] = [this.#cursor, this.#spot];
      await takes(this);
      expect([this.#cursor, this.#spot]).toEqual([cursor, spot]);
      this.fates.push("used");
      insert();
      return;
    }
    this.stream.hold();
    this.isHeld = true;
    const cursor = this.#cursor;
    await takes(this);
    expect(this.#cursor).toBe(cursor);
    this.#meet(COMPOSES, { edits: true, foreign: true }, insert);
    this.isHeld = false;
    this.stream.release();
  }

  #use(key: string): void {
    const { form } = this;
    if (key === NEW) form.startOver();
    else if (key === LAST) {
      if (!this.isOnStrip || !form.confirmRepeat()) void form.repeatLast();
    }
    else if (key === ESC) form.back(this.#cursor as SaleForm["spot"]["at"]);
    else if (this.#cursor === "number") this.#inNumber(key);
    else if (this.#cursor === "amount") this.#inAmount(key);
    else if (/^\d$/.test(key)) form.retypeAmount(key);
    else if (key === ENTER && this.#cursor === "send") void form.send(form.repeat !== null);
    else if (key === ENTER && this.#cursor === "decline") form.leaveQuestion();
  }

  #inNumber(key: string): void {
    if (key === ENTER) void this.form.enterNumber();
    else if (key === DOWN) this.form.known.move(1);
    else this.#edit(this.form.number, key, (text) => this.form.typeNumber(text, text.length));
  }

  #inAmount(key: string): void {
    if (key === ENTER) void this.form.enterAmount();
    else if (key !== DOWN) this.#edit(this.form.amount, key, (text) => this.form.typeAmount(text));
  }

  #edit(old: string, key: string, put: (text: string) => void): void {
    const before = this.#selected ? "" : old;
    this.#selected = false;
    put(key === BACK ? before.slice(0, -1).trimEnd() : before + key);
  }

  get isAtRest(): boolean {
    return this.form.settled && this.stream.ahead === "" && !this.stream.hushed;
  }

  /** What can be seen when everything has come to rest. */
  get seen(): object {
    const { form } = this;
    return { number: form.number, amount: form.amount, cursor: this.#cursor, quoted: form.quote?.amount_paise ?? null, sold: this.counter.sold, asked: this.asked, elsewhere: this.elsewhere };
  }
}

export async function pass(page: Page, ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 5) {
    page.look();
    await vi.advanceTimersByTimeAsync(Math.min(5, left));
  }
  page.look();
}

/** Looks up after each key. Asked something, he types nothing more of this sale but Esc. `fates` tells what came of the hurried one's clicks: one
 * that met nothing is none, and where one came too late it is shown, which is as good as a question. */
export async function patient(keys: string[], fates: Page["fates"] = []): Promise<{ page: Page; left: string }> {
  const page = new Page(() => 0);
  let isAsked = false;
  let left = "";
  let at = 0;
  for (const key of keys) {
    const fate = POINTED.has(key) ? fates[at++] : "used";
    if (fate === "missed") continue;
    if (fate === "late") {
      isAsked = true;
      left += key;
      continue;
    }
    // What is not the form's is no answer.
    if (isAsked && key === ELSEWHERE) {
      page.click(key);
      await pass(page, PAUSE_MS);
      continue;
    }
    // A no ends the question. What follows it in the same breath is put aside all the same.
    if (isAsked && key === ESC) {
      page.press(key);
      await pass(page, PAUSE_MS);
      continue;
    }
    if (isAsked && key !== NEW) {
      left += key;
      continue;
    }
    // The next customer's number is no other amount: he misses the Enter that he has not typed.
    if (page.isOnStrip && /^\d$/.test(key)) {
      isAsked = true;
      left += key;
      continue;
    }
    const asked = page.asked;
    if (key === COMPOSES) await page.compose(() => Promise.resolve());
    else if (POINTED.has(key)) page.click(key);
    else page.press(key);
    await pass(page, PAUSE_MS);
    isAsked = page.asked > asked;
  }
  return { page, left };
}

/** Types in one breath. */
export async function hurried(keys: string[], gaps: number[], delays: number[], streams = Stream): Promise<Page> {
  let at = 0;
  const page = new Page(() => delays[at++ % delays.length] ?? 0, streams);
  for (const [index, key] of keys.entries()) {
    const gap = gaps[index % gaps.length] ?? 0;
    if (key === COMPOSES) await page.compose((held) => pass(held, gap));
    else if (POINTED.has(key)) page.click(key);
    else page.press(key);
    await pass(page, gap);
  }
  do await pass(page, PAUSE_MS);
  while (!page.isAtRest);
  return page;
}

/** When the page stands still, from when and for how long. */
export type Busy = [from: number, ms: number][];

/** Lets time go on to `end`. While the page stands still, so do its timers. */
async function passTo(page: Page, start: number, end: number, busy: Busy): Promise<void> {
  for (let now = Math.floor(Date.now() - start); now < end; now = Math.floor(Date.now() - start)) {
    const still = busy.find(([from, ms]) => now >= from && now < from + ms);
    if (still !== undefined) vi.setSystemTime(start + Math.min(end, still[0] + still[1]));
    else await pass(page, Math.min(end, ...busy.map(([from]) => from).filter((from) => from > now)) - now);
  }
}

/** Types and clicks in one breath into a window that tells keys one by one, each only after the page has done with the one before it,
 * while the mouse is told at once; and that tells nothing while the page is busy. */
export async function told(keys: string[], gaps: number[], delays: number[], busy: Busy, trips: number[], streams = Stream): Promise<Page> {
  let drawn = 0;
  const page = new Page(() => delays[drawn++ % delays.length] ?? 0, streams);
  const free = (ms: number): number => {
    const still = busy.find(([from, lasts]) => ms >= from && ms < from + lasts);
    return still === undefined ? ms : free(still[0] + still[1]);
  };
  let [done, last] = [0, -Infinity];
  const events = keys.map((key, index) => {
    const at = done + index / 1_000;
    done += gaps[index % gaps.length] ?? 0;
    if (POINTED.has(key)) return { key, at, comes: free(at) };
    last = Math.max(free(at), free(last + (trips[index % trips.length] ?? 0)));
    return { key, at, comes: last };
  });
  const start = Date.now();
  for (const { key, at, comes } of events.sort((one, other) => one.comes - other.comes || one.at - other.at)) {
    await passTo(page, start, Math.floor(comes), busy);
    if (POINTED.has(key)) page.click(key, start + at);
    else page.press(key, start + at);
  }
  do await pass(page, 2 * PAUSE_MS);
  while (!page.isAtRest);
  return page;
}
