// Why an amount may be a slip of the fingers, in one line of the strip.
import { m } from "../paraglide/messages.js";
import type { AmountDoubt } from "../platform/counter";

/** "This number never took more than ₹ 399; you typed ₹ 2,990." `sum`: how an amount is written. */
export function doubtWords(doubt: AmountDoubt, operator: string, amount: string, sum: (paise: number) => string): string {
  switch (doubt.kind) {
    case "number_never":
      return m.doubt_number({ most: sum(doubt.most_paise), amount });
    case "ten_times":
      return m.doubt_ten_times({ operator, tenth: sum(doubt.tenth_paise), count: doubt.sales, amount });
    case "operator_never":
      return m.doubt_operator({ operator, most: sum(doubt.most_paise), amount });
    case "like_plan":
      return m.doubt_plan({ amount, plan: sum(doubt.plan_paise) });
    case "like_usual":
      return m.doubt_usual({ operator, amount, usual: sum(doubt.usual_paise) });
  }
}
