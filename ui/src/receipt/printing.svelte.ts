// The printer as the window knows it: which one it is, and which slips are not on paper yet.
import { ask, commands, onSlipsChanged } from "../platform/counter";
import type { JobAnswer, Language, PrintJobView, PrintQueue, Printing, Problem, SlipOf } from "../platform/counter";
import { keyOf, slip } from "./slip.svelte";
import { printWords, type Went } from "./words";

/** So long a button says that its slip is printed, in ms. */
const TOLD_MS = 20_000;

export class Printer {
  /** What is printed, and where; null until it was read. */
  settings = $state.raw<Printing | null>(null);
  /** The slips that are not on paper, or not surely, in the order of the queue. */
  jobs = $state.raw<PrintJobView[]>([]);
  /** Why the queue could not be read, or an answer not be taken. */
  problem = $state.raw<Problem | null>(null);

  /** What was told last of a slip that is in the queue no more. */
  #last = $state("");
  #went = $state.raw<Record<string, Went>>({});
  /** The jobs that are known to be on paper; null until the queue was read. */
  #printed: Set<number> | null = null;
  /** Practice and real slips are numbered apart: what one ledger answers is not shown with the other. */
  #ledger = 0;

  /** Follows the queue. Returns what ends it. */
  follow(): () => void {
    const listening = onSlipsChanged(() => void this.refresh()).catch(() => undefined);
    // What changed before anybody listened.
    void listening.then(() => this.refresh());
    return () => void listening.then((end) => end?.());
  }

  get isThere(): boolean {
    return this.settings?.printer != null;
  }

  /** What is spoken of the slips: of the newest, because somebody just pressed for it. */
  get spoken(): string {
    const newest = this.jobs.at(-1);
    return newest === undefined ? this.#last : printWords(newest, null);
  }

  async load(): Promise<void> {
    const answer = await ask(() => commands.printing());
    if (answer.status === "ok") this.settings = answer.data;
    else this.problem = answer.error;
  }

  /** Another ledger is open, with another queue. */
  async changeLedger(): Promise<void> {
    this.#ledger += 1;
    this.jobs = [];
    this.#printed = null;
    this.#went = {};
    this.#last = "";
    this.problem = null;
    await this.refresh();
  }

  /** Reads the queue anew. */
  async refresh(): Promise<void> {
    const ledger = this.#ledger;
    const answer = await ask(() => commands.printJobs());
    if (ledger !== this.#ledger) return;
    this.problem = answer.status === "error" ? answer.error : null;
    if (answer.status === "ok") this.take(answer.data);
  }

  /**
   * Takes the queue as it is now, and tells of each slip that came on paper since the last look. A quick printer is done with a slip
   * before anybody saw it wait, so the counter tells what came. What came before the first look is nobody's news.
   */
  take(next: PrintQueue): void {
    const known = this.#printed ?? new Set(next.printed.map((each) => each.job_id));
    this.jobs = next.jobs;
    this.#printed = new Set(next.printed.map((each) => each.job_id));
    for (const each of next.printed) if (!known.has(each.job_id)) this.#tell(each.slip, { is: "printed" });
  }

  jobOf(of: SlipOf): PrintJobView | null {
    return this.jobs.findLast((job) => keyOf(job.slip) === keyOf(of)) ?? null;
  }

  wentOf(of: SlipOf): Went | null {
    return this.#went[keyOf(of)] ?? null;
  }

  /**
   * Prints a slip at once. Without a printer it comes on the screen, because the system's dialog prints what is there. One that is in
   * the queue is not put there twice; one about which a person is asked has its answer by this. No languages: those of the settings.
   */
  async print(of: SlipOf, languages: Language[] = []): Promise<void> {
    if (!this.isThere) {
      slip.open = of;
      return;
    }
    const job = this.jobOf(of);
    if (job?.state === "waiting" || job?.state === "printing" || this.wentOf(of)?.is === "sending") return;
    if (job !== null) return this.answer([job], "print");
    this.#tell(of, { is: "sending" });
    const answer = await ask(() => commands.printSlip(of, languages));
    if (answer.status === "error") return this.#refused(of, answer.error);
    await this.refresh();
    if (this.wentOf(of)?.is === "sending") this.#tell(of, null);
  }

  /** Takes a person's answer about the slips that were shown, and about no other. */
  async answer(jobs: PrintJobView[], answer: JobAnswer): Promise<void> {
    const answered = await ask(() => commands.answerJobs(jobs.map((job) => job.job_id), answer));
    if (answered.status === "ok") return this.take(answered.data);
    // Somebody or something else was quicker: what is left is shown.
    await this.refresh();
    this.problem = answered.error.kind === "not_allowed_now" ? null : answered.error;
  }

  #refused(of: SlipOf, problem: Problem): void {
    if (problem.kind === "printer_missing") {
      this.#tell(of, null);
      slip.open = of;
      void this.load();
    } else this.#tell(of, { is: "refused", problem });
  }

  #tell(of: SlipOf, went: Went | null): void {
    const key = keyOf(of);
    const { [key]: _, ...others } = this.#went;
    this.#went = went === null ? others : { ...others, [key]: went };
    this.#last = printWords(null, went);
    if (went?.is === "printed") setTimeout(() => { if (this.#went[key] === went) this.#tell(of, null); }, TOLD_MS);
  }
}

export const printer = new Printer();
