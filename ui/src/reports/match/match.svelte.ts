// A company's statement file while it is held against the book. The window holds it, not the screen, so that going to a sale and back loses
// nothing.
import { ask, askForm, commands } from "../../platform/counter";
import type { DateOrder, MatchGroup, MatchProgress, MatchResult, MatchRow, Meaning, Outcome, Problem, StatementPreview } from "../../platform/counter";
import { base64Of } from "../../shared/parts/base64";

/** So many bytes of the file go to the counter at once. */
const PART = 768 * 1024;
/** The counter refuses a larger one. It is not read here either. */
const MOST_BYTES = 64 * 1024 * 1024;
/** How often it is asked how far the work is. */
const ASK_EVERY_MS = 200;
const ROWS = 50;
/** The counter gives no more at once. */
const MOST_ROWS = 200;

export type Step = "choose" | "busy" | "columns" | "result";

const fault = (of: "too_large" | "empty" | "broken"): Problem => ({ kind: "statement", data: { fault: of, column: null } });

class Match {
  company = $state("");
  fileName = $state("");
  step = $state<Step>("choose");
  progress = $state.raw<MatchProgress | null>(null);
  preview = $state.raw<StatementPreview | null>(null);
  meanings = $state<Meaning[]>([]);
  dateOrder = $state<DateOrder | null>(null);
  words = $state<Record<string, Outcome>>({});
  problems = $state.raw<Problem[]>([]);
  result = $state.raw<MatchResult | null>(null);
  group = $state<MatchGroup>("differ");
  rows = $state.raw<MatchRow[]>([]);
  allRows = $state(0);
  #run = $state<number | null>(null);
  #turn = 0;
  #reading = 0;
  #asking: ReturnType<typeof setInterval> | undefined;

  /** The number of the file at the counter; null: there is none. */
  get run(): number | null {
    return this.#run;
  }

  /** Whether what comes back is still wanted. */
  #begin(): () => boolean {
    const turn = ++this.#turn;
    this.problems = [];
    return () => turn === this.#turn;
  }

  #ask(): void {
    clearInterval(this.#asking);
    this.#asking = setInterval(() => void this.#look(), ASK_EVERY_MS);
  }

  async #look(): Promise<void> {
    const run = this.#run;
    if (run === null) return;
    const answer = await ask(() => commands.statementProgress(run));
    if (answer.status === "ok" && this.#run === run) this.progress = answer.data;
  }

  #rest(step: Step): void {
    clearInterval(this.#asking);
    this.progress = null;
    this.step = step;
  }

  #refuse(problems: Problem[], step: Step): void {
    this.problems = problems;
    this.#rest(step);
  }

  /** Takes a file and reads it. */
  async open(file: File): Promise<void> {
    // Whose statement it is has to be said first: what its columns are is remembered for each company.
    if (this.company === "") return;
    this.#forget();
    const isWanted = this.#begin();
    this.fileName = file.name;
    if (file.size > MOST_BYTES) return this.#refuse([fault("too_large")], "choose");
    if (file.size === 0) return this.#refuse([fault("empty")], "choose");
    this.step = "busy";
    const begun = await ask(() => commands.beginStatement(this.company, file.size));
    if (!isWanted()) return;
    if (begun.status === "error") return this.#refuse([begun.error], "choose");
    const run = begun.data;
    this.#run = run;
    this.#ask();
    for (let from = 0; from < file.size; from += PART) {
      let part = "";
      try {
        part = await base64Of(file.slice(from, from + PART));
      } catch {
        if (isWanted()) this.#refuse([fault("broken")], "choose");
        return;
      }
      if (!isWanted()) return;
      const taken = await ask(() => commands.addStatementPart(run, part));
      if (!isWanted()) return;
      if (taken.status === "error") return this.#refuse([taken.error], "choose");
    }
    const read = await ask(() => commands.readStatement(run));
    if (!isWanted()) return;
    if (read.status === "error") return this.#refuse([read.error], "choose");
    this.preview = read.data;
    this.meanings = read.data.columns.map((column) => column.meaning);
    this.dateOrder = read.data.date_order;
    this.words = Object.fromEntries(read.data.words.map(({ word, outcome }) => [word, outcome]));
    // Which of day and month comes first was said of another file: where neither the cells nor the book tell it, it is looked at again.
    const isAsked = read.data.columns.some((column) => column.both_fit && column.meaning === "date");
    // What else the shopkeeper has said of this very table before needs no second look.
    if (read.data.is_known && !isAsked) await this.hold();
    else this.#rest("columns");
  }

  /** Holds the file against the book. */
  async hold(): Promise<void> {
    const run = this.#run;
    if (run === null) return;
    const isWanted = this.#begin();
    const before = this.step === "result" ? "result" : "columns";
    const timer = setTimeout(() => {
      if (isWanted()) this.step = "busy";
    }, before === "result" ? ASK_EVERY_MS : 0);
    this.#ask();
    const words = Object.entries($state.snapshot(this.words)).map(([word, outcome]) => ({ word, outcome }));
    const columns = { meanings: $state.snapshot(this.meanings), date_order: this.dateOrder, words };
    const held = await askForm(() => commands.holdStatement(run, columns));
    clearTimeout(timer);
    if (!isWanted()) return;
    if (held.status === "error") return this.#refuse(held.error, "columns");
    this.result = held.data;
    this.#rest("result");
    if (before !== "result") this.group = this.#first(held.data);
    await this.#load(this.group, before === "result" ? Math.max(this.rows.length, ROWS) : ROWS);
  }

  /** The list that is to be looked at first. */
  #first({ differ, only_file, only_book }: MatchResult): MatchGroup {
    if (differ > 0) return "differ";
    if (only_file > 0) return "only_file";
    return only_book > 0 ? "only_book" : "agree";
  }

  async show(group: MatchGroup): Promise<void> {
    this.group = group;
    await this.#load(group, ROWS);
  }

  /** Reads so many rows of a list, those that are there already included. */
  async #load(group: MatchGroup, wanted: number, there: MatchRow[] = []): Promise<void> {
    const run = this.#run;
    if (run === null) return;
    const turn = ++this.#reading;
    const rows = [...there];
    for (let hasMore = true; hasMore && rows.length < wanted;) {
      const answer = await ask(() => commands.statementRows(run, group, rows.length, Math.min(wanted - rows.length, MOST_ROWS)));
      if (turn !== this.#reading) return;
      if (answer.status === "error") {
        this.problems = [answer.error];
        return;
      }
      rows.push(...answer.data.rows);
      this.allRows = answer.data.all_rows;
      hasMore = answer.data.rows.length > 0 && rows.length < answer.data.all_rows;
    }
    this.rows = rows;
  }

  more(): Promise<void> {
    return this.#load(this.group, this.rows.length + ROWS, this.rows);
  }

  async ignore(row: MatchRow, reason: string, by: string): Promise<Problem[]> {
    const run = this.#run;
    if (run === null) return [];
    const answer = await askForm(() => commands.ignoreLeftover(run, row.fingerprint, reason, by));
    if (answer.status === "error") return answer.error;
    await this.hold();
    return [];
  }

  async heed(row: MatchRow): Promise<void> {
    const run = this.#run;
    if (run === null) return;
    const answer = await ask(() => commands.heedLeftover(run, row.fingerprint));
    if (answer.status === "error") this.problems = [answer.error];
    else await this.hold();
  }

  columnsAgain(): void {
    this.#begin();
    this.#rest("columns");
  }

  /** Stops the work, and lets go of the file. */
  stop(): void {
    this.#forget();
    this.#begin();
    this.#rest("choose");
  }

  #forget(): void {
    const run = this.#run;
    this.#run = null;
    this.#reading += 1;
    this.fileName = "";
    clearInterval(this.#asking);
    this.progress = null;
    this.preview = null;
    this.result = null;
    this.rows = [];
    if (run !== null) void ask(() => commands.closeStatement(run));
  }
}

export const match = new Match();
