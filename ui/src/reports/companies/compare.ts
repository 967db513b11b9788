// Which company has the best value of each row. Two shares are compared across, so that no rounding decides.
import type { CompanySum } from "../../platform/counter";

/** With fewer requests a company is not compared, and with fewer sales a share would say more than is known. */
export const LEAST_ASKED = 20;

/** A value that grows with what is good: a part of something, so that companies with many and with few sales compare. */
type Part = { count: number; of: number };
export type Row = "done" | "median" | "nine" | "given_back" | "contradicted" | "disputed" | "earned";

const none = (count: number | null, of: number): Part | null => (count === null || of === 0 ? null : { count, of });
const less = (count: number | null, of: number): Part | null => none(count === null ? null : -count, of);

const parts: Record<Row, (sum: CompanySum) => Part | null> = {
  done: (sum) => none(sum.done, sum.done + sum.failed + sum.given_back),
  median: (sum) => less(sum.median_ms, 1),
  nine: (sum) => less(sum.nine_of_ten_ms, 1),
  given_back: (sum) => less(sum.given_back, sum.done + sum.given_back),
  contradicted: (sum) => less(sum.contradicted, sum.asked),
  disputed: (sum) => less(sum.disputed, sum.asked),
  earned: (sum) => none(sum.earned_paise, sum.amount_paise),
};

export function isCompared(sum: CompanySum): boolean {
  return sum.asked >= LEAST_ASKED;
}

/** Above zero: the first is better. */
function better(one: Part, other: Part): number {
  const difference = BigInt(one.count) * BigInt(other.of) - BigInt(other.count) * BigInt(one.of);
  return difference > 0n ? 1 : difference < 0n ? -1 : 0;
}

/** The slugs of those with the best value of a row; none where all that are compared are alike, or there is only one. */
export function bestOf(row: Row, sums: CompanySum[]): string[] {
  const known = sums.filter(isCompared).flatMap((sum) => {
    const part = parts[row](sum);
    return part === null ? [] : [{ slug: sum.provider, part }];
  });
  const best = known.filter((one) => known.every((other) => better(one.part, other.part) >= 0));
  return best.length === known.length ? [] : best.map((one) => one.slug);
}

/** A part of a whole in hundredths of a percent, rounded down so that only all is 100 %; null where there is no whole. */
export function pointsOf(count: number, of: number): number | null {
  return of === 0 ? null : Number((BigInt(count) * 10_000n) / BigInt(of));
}

/** The part of those that ended which are done. */
export function shareOf(sum: CompanySum): number | null {
  return pointsOf(sum.done, sum.done + sum.failed + sum.given_back);
}
