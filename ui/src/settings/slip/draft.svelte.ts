import { ask, askForm, commands } from "../../platform/counter";
import type { Design, DesignField, Problem, SlipLine } from "../../platform/counter";
import { base64Of } from "../../shared/parts/base64";

/** A design with every choice made. */
export type Whole = Required<Design>;

/** What a shop has that chose nothing. */
export const plain: Whole = { header: "", footer: "", terms: "", gstin: "", logo: null, shows_logo: true, hidden: [], amount: "large", code: true };

/** A larger file is no logo, in bytes: the counter would refuse it after it was sent there whole. */
const FILE_MAX = 2 * 1024 * 1024;

const signsOf = (design: Whole): string => JSON.stringify({ ...design, hidden: [...design.hidden].sort() });

/** The design while it is typed. It is kept when the screen is left. */
export class DesignDraft {
  now = $state<Whole>({ ...plain });
  problems = $state.raw<Problem[]>([]);
  isSaved = $state(false);
  #kept = $state.raw<Whole | null>(null);
  readonly isChanged = $derived(this.#kept !== null && signsOf(this.now) !== signsOf(this.#kept));
  readonly isKnown = $derived(this.#kept !== null);

  async load(): Promise<void> {
    const answer = await ask(() => commands.printing());
    if (answer.status === "ok") this.take(answer.data.design ?? {});
    else this.problems = [answer.error];
  }

  /** The design as the counter has it. What was typed since stays. */
  take(design: Design): void {
    const kept = { ...plain, ...design };
    if (!this.isChanged) this.now = { ...kept };
    this.#kept = kept;
  }

  edit(change: Partial<Whole>): void {
    Object.assign(this.now, change);
    this.isSaved = false;
    this.problems = this.problems.filter((problem) => problem.kind !== "design" || !Object.keys(change).includes(problem.data.field));
  }

  shows(line: SlipLine): boolean {
    return !this.now.hidden.includes(line);
  }

  show(line: SlipLine, on: boolean): void {
    const others = this.now.hidden.filter((each) => each !== line);
    this.edit({ hidden: on ? others : [...others, line] });
  }

  /** Makes the logo of a file. A file that is refused leaves the logo as it was. */
  async choose(file: File): Promise<void> {
    if (file.size > FILE_MAX) return this.#refuse({ kind: "design", data: { field: "logo", fault: { kind: "file_too_large" } } });
    let bytes = "";
    try {
      bytes = await base64Of(file);
    } catch {
      return this.#refuse({ kind: "design", data: { field: "logo", fault: { kind: "not_a_picture" } } });
    }
    const answer = await ask(() => commands.readLogo(bytes));
    if (answer.status === "error") this.#refuse(answer.error);
    else this.edit({ logo: answer.data, shows_logo: true });
  }

  #refuse(problem: Problem): void {
    this.problems = [...this.problems.filter((each) => each.kind !== "design" || each.data.field !== "logo"), problem];
    this.isSaved = false;
  }

  undo(): void {
    if (this.#kept !== null) this.now = { ...this.#kept };
    this.problems = [];
    this.isSaved = false;
  }

  async save(): Promise<void> {
    const sent = signsOf(this.now);
    const answer = await askForm(() => commands.saveDesign($state.snapshot(this.now) as Whole));
    this.problems = answer.status === "error" ? answer.error : [];
    if (answer.status === "error") return;
    const kept = { ...plain, ...answer.data.design };
    // What was typed while it was being saved stays, and is not saved yet.
    if (signsOf(this.now) === sent) this.now = { ...kept };
    this.#kept = kept;
    this.isSaved = !this.isChanged;
  }

  problemOf(field: DesignField): Problem | null {
    return this.problems.find((problem) => problem.kind === "design" && problem.data.field === field) ?? null;
  }

  get others(): Problem[] {
    return this.problems.filter((problem) => problem.kind !== "design");
  }
}

export const draft = new DesignDraft();
