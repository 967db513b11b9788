// What is wrong with an amount as it was typed, in words.
import { m } from "../../paraglide/messages.js";
import { plainOf } from "./number";

/** Why that is no amount. What the counter takes for one is decided behind the window; this only says which sign stands wrong. */
export function noAmountWords(text: string): string {
  const typed = plainOf(text).trim();
  const bare = typed.replace(/^(?:₹|rs\.?|inr|रु\.?)\s*/iu, "").replace(/\s/g, "");
  const strange = [...new Set(bare.replace(/[\d.,]/g, ""))].join("");
  if (strange !== "") return m.amount_strange({ signs: strange });
  if (bare.split(".").length > 2) return m.amount_points({ typed });
  // One comma alone may stand for a point.
  if (/^\d+,\d{1,2}$/.test(bare)) return m.amount_comma({ typed, small: bare.replace(",", "."), large: bare.replace(",", "") });
  if (bare.includes(",")) return m.amount_commas({ typed });
  return m.problem_amount_not_a_number();
}
