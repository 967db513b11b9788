// One export: how far it is, and how it ended.
import { m } from "../paraglide/messages.js";
import { ask, commands } from "../platform/counter";
import type { ExportedFile, ExportFormat, ExportOf, ExportProgress, Problem } from "../platform/counter";
import { language } from "../shared/state/language.svelte";

/** How often it is asked how far it is, in ms. */
const ASKED_EVERY_MS = 300;

type Stage = "idle" | "working" | "stopping" | "done" | "stopped" | "failed";

/** What each kind of file is called. */
export const formatWords: Record<ExportFormat, () => string> = {
  xlsx: m.export_xlsx,
  csv: m.export_csv,
  pdf: m.export_pdf,
  tally: m.export_tally,
};

export class ExportJob {
  stage = $state<Stage>("idle");
  progress = $state.raw<ExportProgress | null>(null);
  file = $state.raw<ExportedFile | null>(null);
  problem = $state.raw<Problem | null>(null);
  private id = "";

  get isBusy(): boolean {
    return this.stage === "working" || this.stage === "stopping";
  }

  /** Makes the file; while it is made, another one is not begun. */
  async begin(of: ExportOf, format: ExportFormat): Promise<void> {
    if (this.isBusy) return;
    this.id = crypto.randomUUID();
    [this.stage, this.progress, this.file, this.problem] = ["working", null, null, null];
    const timer = setInterval(() => void this.look(), ASKED_EVERY_MS);
    const answer = await ask(() => commands.export({ id: this.id, of, format, language: language() }));
    clearInterval(timer);
    if (answer.status === "ok") [this.stage, this.file] = ["done", answer.data];
    else if (answer.error.kind === "export_cancelled") this.stage = "stopped";
    else [this.stage, this.problem] = ["failed", answer.error];
  }

  private async look(): Promise<void> {
    const of = this.id;
    const answer = await ask(() => commands.exportProgress(of));
    if (answer.status === "ok" && this.isBusy && of === this.id) this.progress = answer.data ?? this.progress;
  }

  async cancel(): Promise<void> {
    if (this.stage !== "working") return;
    this.stage = "stopping";
    const answer = await ask(() => commands.cancelExport(this.id));
    // It goes on all the same, and its end is told.
    if (answer.status === "error") this.problem = answer.error;
  }

  async openFolder(): Promise<void> {
    const answer = await ask(() => commands.openSlipsFolder());
    this.problem = answer.status === "error" ? answer.error : null;
  }
}

/** The window's one export. It belongs to no button, because it goes on when the screen that it was begun on is left. */
export class SavedFile {
  readonly job = new ExportJob();
  /** What is saved, in words. */
  what = $state("");
  #key = $state("");
  /** What the buttons on the screen are of. */
  #shown = $state.raw<readonly string[]>([]);

  /** Whether it is, or was last, of this. */
  isOf(of: ExportOf): boolean {
    return this.job.stage !== "idle" && this.#key === JSON.stringify(of);
  }

  /** Whether there is something to tell, and no button that tells it. */
  get isAway(): boolean {
    return this.job.stage !== "idle" && !this.#shown.includes(this.#key);
  }

  async begin(of: ExportOf, format: ExportFormat, what: string): Promise<void> {
    if (this.job.isBusy) return;
    [this.#key, this.what] = [JSON.stringify(of), what];
    await this.job.begin(of, format);
  }

  /** A button of that is on the screen, until the function that is given back is called. What was told beside it need not be told again. */
  show(key: string): () => void {
    this.#shown = [...this.#shown, key];
    return () => {
      const at = this.#shown.indexOf(key);
      this.#shown = this.#shown.filter((_, place) => place !== at);
      if (this.#key === key && !this.#shown.includes(key)) this.forget();
    };
  }

  /** Tells nothing more of one that ended. */
  forget(): void {
    if (!this.job.isBusy) this.job.stage = "idle";
  }
}

export const saved = new SavedFile();
