// Who is likely due again. The tab and the line on Sell show the same list.
import { ask, commands } from "../platform/counter";
import type { Answer, DueDismissed, DueLine, DuePage, Problem } from "../platform/counter";

/** What tells a line from every other. */
export function keyOf(line: Pick<DueLine, "number" | "service">): string {
  return `${line.service} ${line.number}`;
}

function inputOf({ number, service, due_day }: DueLine): DueDismissed {
  return { number, service, due_day };
}

export class DueList {
  page = $state.raw<DuePage | null>(null);
  problem = $state.raw<Problem | null>(null);
  /** The line that was put away last; null once something else was done. */
  away = $state.raw<DueLine | null>(null);
  #asked = 0;

  get lines(): DueLine[] {
    return this.page?.lines ?? [];
  }

  /** How many are due today. */
  get today(): number {
    return this.lines.filter((line) => line.in_days === 0).length;
  }

  async load(): Promise<void> {
    const turn = ++this.#asked;
    const answer = await ask(() => commands.dueAgain());
    if (turn === this.#asked) this.#take(answer);
  }

  #take(answer: Answer<DuePage, Problem>): void {
    if (answer.status === "ok") this.page = answer.data;
    this.problem = answer.status === "error" ? answer.error : null;
  }

  /** Practice and real sales have books apart. */
  forget(): void {
    this.#asked += 1;
    this.page = null;
    this.problem = null;
    this.away = null;
  }

  /** Puts a line away. True when it is. */
  async dismiss(line: DueLine): Promise<boolean> {
    const answer = await ask(() => commands.dismissDue(inputOf(line)));
    if (answer.status === "ok") this.away = line;
    else this.problem = answer.error;
    if (answer.status === "ok") await this.load();
    return answer.status === "ok";
  }

  /** Puts the last one back, and gives it; null where there is none. */
  async undo(): Promise<DueLine | null> {
    const line = this.away;
    if (line === null) return null;
    const answer = await ask(() => commands.heedDue(inputOf(line)));
    if (answer.status === "error") {
      this.problem = answer.error;
      return null;
    }
    this.away = null;
    await this.load();
    return line;
  }
}

export const due = new DueList();
