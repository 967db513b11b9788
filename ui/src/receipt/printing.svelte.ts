// The printer as the window knows it: which one it is, and which slips are not on paper yet.
import { ask, commands, onSlipsChanged } from "../platform/counter";
import type { JobAnswer, Language, PrintJobView, Printing, Problem, SlipOf } from "../platform/counter";
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
  #thrown = new Set<number>();
  /** Practice and real slips are numbered apart: what one ledger answers is not shown with the other. */
  #ledger = 0;

  /** Follows the queue. Returns what ends it. */
  follow(): () => void {
    const listening = onSlipsChanged(() => void this.refresh()).catch(() => undefined);
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
    this.#went = {};
    this.#last = "";
    this.problem = null;
    await this.refresh();
  }

  /** Reads the queue anew; null where it could not be read. */
  async refresh(): Promise<PrintJobView[] | null> {
    const ledger = this.#ledger;
    const answer = await ask(() => commands.printJobs());
    if (ledger !== this.#ledger) return null;
    this.problem = answer.status === "error" ? answer.error : null;
    if (answer.status === "error") return null;
    this.take(answer.data);
    return answer.data;
  }

  /** Takes the queue as it is now. A slip that is in it no more is on paper, unless somebody threw it away. */
  take(next: PrintJobView[]): void {
    const gone = this.jobs.filter((job) => !next.some((each) => each.job_id === job.job_id));
    this.jobs = next;
    for (const job of gone) if (!this.#thrown.delete(job.job_id)) this.#tell(job.slip, { is: "printed" });
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
    if (job !== null) return this.answer(job, "print");
    this.#tell(of, { is: "sending" });
    const answer = await ask(() => commands.printSlip(of, languages));
    if (answer.status === "error") return this.#refused(of, answer.error);
    // It may be on paper before anybody could look into the queue.
    const jobs = await this.refresh();
    const isWaiting = jobs === null || jobs.some((each) => keyOf(each.slip) === keyOf(of));
    this.#tell(of, isWaiting ? null : { is: "printed" });
  }

  /** Takes a person's answer about one slip. */
  async answer(job: PrintJobView, answer: JobAnswer): Promise<void> {
    if (answer === "throw_away") this.#thrown.add(job.job_id);
    this.#answered(await ask(() => commands.answerJob(job.job_id, answer)));
  }

  /** Takes a person's answer about all slips that waited too long. */
  async answerHeld(answer: JobAnswer): Promise<void> {
    if (answer === "throw_away") this.jobs.filter((job) => job.state === "held").forEach((job) => this.#thrown.add(job.job_id));
    this.#answered(await ask(() => commands.answerHeldJobs(answer)));
  }

  #answered(answer: { status: "ok"; data: PrintJobView[] } | { status: "error"; error: Problem }): void {
    if (answer.status === "ok") this.take(answer.data);
    // Somebody or something else was quicker: what is left is shown.
    else void this.refresh().then(() => (this.problem = answer.error.kind === "not_allowed_now" ? null : answer.error));
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
