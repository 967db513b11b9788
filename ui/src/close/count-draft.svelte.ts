// A count as it is typed. It outlives the tab and a reload of the window, so that nothing is lost while a missing voucher is written
// elsewhere, and so that no reload shows what the drawer should hold.
import type { CountInput, Face, Problem } from "../platform/counter";
import { counting } from "../shared/state/counting.svelte";
import { paiseOf } from "../shared/words/money";

const KEY = "galla.count";

export function keyOf(face: Face): string {
  return `${face.paise}${face.coin ? "c" : ""}`;
}

/** A whole number of pieces, or null. Blank is none. */
export function piecesOf(typed: string): number | null {
  const text = typed.trim().replace(/[०-९]/g, (digit) => String(digit.charCodeAt(0) - 0x0966));
  if (text === "") return 0;
  return /^\d{1,6}$/.test(text) ? Number(text) : null;
}

export class CountDraft {
  counts = $state<Record<string, string>>({});
  sum = $state("");
  by = $state("");
  /** Why the drawer differs: it stays while something is mended elsewhere. */
  reason = $state("");
  #isTaken = $state(false);
  problems = $state.raw<Problem[]>([]);
  #intent = "";

  constructor() {
    this.#read();
    counting.isBegun = this.isBegun;
  }

  /** The worth of what was typed in notes and coins, in paise. */
  worth(faces: Face[]): number {
    return faces.reduce((sum, face) => sum + face.paise * (piecesOf(this.counts[keyOf(face)] ?? "") ?? 0), 0);
  }

  isByPieces(faces: Face[]): boolean {
    return faces.some((face) => (this.counts[keyOf(face)] ?? "").trim() !== "");
  }

  /** Nothing was typed yet. An empty drawer is counted by a 0. */
  isBlank(faces: Face[]): boolean {
    return !this.isByPieces(faces) && this.sum.trim() === "";
  }

  /** What is counted so far, in paise: the pieces, or else the sum; null where that is no amount. */
  counted(faces: Face[]): number | null {
    return this.isByPieces(faces) || this.sum.trim() === "" ? this.worth(faces) : paiseOf(this.sum);
  }

  /** Notes or coins were typed, and a sum as well: the sum does not count. */
  isBoth(faces: Face[]): boolean {
    return this.isByPieces(faces) && this.sum.trim() !== "";
  }

  /** Something was typed: it is another act, and a doubt is asked about again. */
  changed(): void {
    this.#intent = "";
    this.#isTaken = false;
    this.problems = this.problems.filter((problem) => problem.kind !== "count_strange");
    this.#keep();
  }

  /** The count was taken: the next press is another act. */
  taken(): void {
    this.#intent = "";
    this.#isTaken = true;
    this.problems = [];
    this.#keep();
  }

  clear(): void {
    this.counts = {};
    this.sum = "";
    this.reason = "";
    this.taken();
  }

  /** A count was begun and is not taken: until it is, nobody is shown what the drawer should hold. */
  get isBegun(): boolean {
    return !this.#isTaken && [this.sum, ...Object.values(this.counts)].some((typed) => typed.trim() !== "");
  }

  /** What the window kept over a reload. Anything else that stands there is as good as nothing. */
  #read(): void {
    try {
      const kept: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
      if (typeof kept !== "object" || kept === null) return;
      const { counts, sum, by, isTaken } = kept as Record<string, unknown>;
      const typed = typeof counts === "object" && counts !== null ? Object.entries(counts) : [];
      this.counts = Object.fromEntries(typed.filter((each): each is [string, string] => typeof each[1] === "string"));
      this.sum = typeof sum === "string" ? sum : "";
      this.by = typeof by === "string" ? by : "";
      this.#isTaken = isTaken === true;
    } catch {
      // Without it, a count begins anew.
    }
  }

  #keep(): void {
    counting.isBegun = this.isBegun;
    try {
      const { counts, sum, by } = this;
      if ([sum, ...Object.values(counts)].every((typed) => typed.trim() === "")) sessionStorage.removeItem(KEY);
      else sessionStorage.setItem(KEY, JSON.stringify({ counts, sum, by, isTaken: this.#isTaken }));
    } catch {
      // The count goes on all the same; only a reload would lose it.
    }
  }

  get doubt(): Problem | null {
    return this.problems.find((problem) => problem.kind === "count_strange") ?? null;
  }

  problemOf(face: Face): Problem | null {
    const is = (problem: Problem): boolean => problem.kind === "count_not_a_number" && problem.data.face_paise === face.paise && problem.data.coin === face.coin;
    return this.problems.find(is) ?? null;
  }

  problemAt(slot: "sum" | "by" | null): Problem | null {
    return this.problems.find((problem) => slotOf(problem) === slot) ?? null;
  }

  input(faces: Face[]): CountInput {
    if (this.#intent === "") this.#intent = crypto.randomUUID();
    const pieces = faces.map((face) => ({ paise: face.paise, coin: face.coin, count: this.counts[keyOf(face)] ?? "" }));
    return { pieces, sum: this.sum, by: this.by, intent: this.#intent, sure: this.doubt !== null };
  }
}

function slotOf(problem: Problem): "sum" | "by" | "piece" | null {
  if (problem.kind === "count_not_a_number") return "piece";
  if (problem.kind.startsWith("amount_")) return "sum";
  return problem.kind === "money" && problem.data.field === "by" ? "by" : null;
}

export const draft = new CountDraft();
