// What the whole window knows: the counter as it was opened, the figures of this minute, and which sale changed last.
import { ask, askFirst, commands, onBooksChanged, onSaleChanged, onWalletChanged } from "../../platform/counter";
import type { Answer, Books, Circle, Counter, CounterNow, Operator, Problem, ProviderView, Service, Upgrade } from "../../platform/counter";
import { nameOf, speak } from "./language.svelte";

const POLL_EVERY_MS = 15_000;
const SETTLE_MS = 60;
const COARSE_MS = 10_000;
/** Most shops' books are brought up to date in a blink, which is nothing to tell of. */
const UPGRADE_TOLD_AFTER_MS = 1000;

class House {
  counter = $state.raw<Counter | null>(null);
  opening = $state(true);
  startProblem = $state.raw<Problem | null>(null);
  /** How far books of an earlier version are brought up to date; null while they are not, and for the first second. */
  upgrade = $state.raw<Upgrade | null>(null);
  now = $state.raw<CounterNow | null>(null);
  /** What the books last refused, to the screen or to the counter's own tasks; null while they refuse nothing. */
  booksProblem = $state.raw<Problem | null>(null);
  /** Milliseconds since the epoch by the counter's clock, moved on every second. */
  clock = $state(Date.now());
  /**
   * The same clock in steps of ten seconds, for whatever stands on the screen many times: forty countdowns that all change every
   * second make a computer without a graphics card paint half of the time.
   */
  coarse = $derived(Math.floor(this.clock / COARSE_MS) * COARSE_MS);
  /** Grows with every change heard of; a screen that shows sales reloads when it moves. */
  changes = $state(0);
  /** Grows when a backup was made or failed, or a ledger was restored or found damaged. */
  bookChanges = $state(0);

  #upgradeSince: number | null = null;
  #skew = 0;
  #soon: ReturnType<typeof setTimeout> | null = null;
  #started = false;

  /** `asked`: the counter is being opened already. Its figures are taken with it, so that a screen is drawn once. */
  async open(asked = askFirst()): Promise<void> {
    this.opening = true;
    const answer = await asked;
    this.opening = false;
    this.upgrade = null;
    this.#upgradeSince = null;
    if (answer.status === "error") {
      this.startProblem = answer.error;
      return;
    }
    this.startProblem = null;
    this.take(answer.data.counter);
    this.#heed(answer.data.now);
    this.#start();
  }

  /** While the counter is opened, it tells how far its books are brought up to date. */
  hearUpgrade(upgrade: Upgrade, nowMs = Date.now()): void {
    if (!this.opening) return;
    this.#upgradeSince ??= nowMs;
    if (nowMs - this.#upgradeSince >= UPGRADE_TOLD_AFTER_MS) this.upgrade = upgrade;
  }

  take(counter: Counter): void {
    if (this.counter?.settings?.mode !== counter.settings?.mode) this.now = null;
    this.counter = counter;
    if (counter.settings) speak(counter.settings.language);
  }

  /** The counter as it is now, for a command that changed it and answered something else. */
  async reopen(): Promise<void> {
    this.keep(await ask(() => commands.openCounter()));
  }

  /** Keeps the counter a command returned, and hands back what it refused. */
  keep<E>(answer: Answer<Counter, E>): E | null {
    if (answer.status === "error") return answer.error;
    this.take(answer.data);
    void this.refresh();
    return null;
  }

  async refresh(): Promise<void> {
    const practice = this.practice;
    const answer = await ask(() => commands.counterNow());
    if (practice === this.practice) this.#heed(answer);
  }

  #heed(answer: Answer<CounterNow, Problem>): void {
    if (answer.status === "error") {
      this.meet(answer.error);
      return;
    }
    this.booksProblem = answer.data.books_problem;
    this.now = answer.data;
    this.#skew = answer.data.now_ms - Date.now();
    this.#tick();
  }

  /** Shows what the books refused, until the next figures come. While a ledger is changed for another one there are none. */
  meet(problem: Problem): void {
    if (problem.kind !== "not_allowed_now" && problem.kind !== "counter_not_open") this.booksProblem = problem;
  }

  /** Several changes within a blink are one reload. */
  changed(): void {
    if (this.#soon !== null) return;
    this.#soon = setTimeout(() => {
      this.#soon = null;
      this.changes += 1;
      void this.refresh();
    }, SETTLE_MS);
  }

  get practice(): boolean {
    return this.counter?.settings?.mode !== "real";
  }

  /** How the backups stand, and whether the ledger can be used. */
  get books(): Books | null {
    return this.counter?.books ?? null;
  }

  get operators(): Operator[] {
    return this.counter?.operators ?? [];
  }

  get circles(): Circle[] {
    return this.counter?.circles ?? [];
  }

  get providers(): ProviderView[] {
    return this.counter?.providers ?? [];
  }

  operatorsOf(service: Service): Operator[] {
    return this.operators.filter((operator) => operator.service === service);
  }

  operator(id: string | null): Operator | null {
    return this.operators.find((operator) => operator.id === id) ?? null;
  }

  operatorName(id: string | null): string {
    const operator = this.operator(id);
    const named = operator ?? this.counter?.desk_products.find((product) => product.id === id);
    if (named === undefined) return id ?? "";
    return nameOf(named);
  }

  circleName(id: string | null): string {
    const circle = this.circles.find((each) => each.id === id);
    if (circle === undefined) return id ?? "";
    return nameOf(circle);
  }

  providerName(slug: string): string {
    return this.providers.find((provider) => provider.slug === slug)?.name ?? slug;
  }

  /** Whom the shop calls about a sale; empty: it noted no number. */
  providerPhone(slug: string): string {
    return this.providers.find((provider) => provider.slug === slug)?.phone ?? "";
  }

  /** The company as its own paper calls it, for what is said in its name. */
  providerPaperName(slug: string | null): string {
    return this.providers.find((provider) => provider.slug === slug)?.paper_name ?? "";
  }

  #booksChanged(): void {
    this.bookChanges += 1;
    void this.reopen();
  }

  #tick(): void {
    this.clock = Date.now() + this.#skew;
  }

  #start(): void {
    if (this.#started) return;
    this.#started = true;
    setInterval(() => this.#tick(), 1000);
    setInterval(() => this.changed(), POLL_EVERY_MS);
    void onSaleChanged(() => this.changed()).catch(() => undefined);
    void onWalletChanged(() => this.changed()).catch(() => undefined);
    void onBooksChanged(() => this.#booksChanged()).catch(() => undefined);
  }
}

export const house = new House();
