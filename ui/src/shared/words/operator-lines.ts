// An operator as a row to choose: its name and where it is; or why nobody here sells it. Who supplies it is no matter of the counter.
import { m } from "../../paraglide/messages.js";
import type { Operator, WhyNot } from "../../platform/counter";
import { house } from "../state/house.svelte";
import { nameOf, otherNamesOf } from "../state/language.svelte";
import type { Option } from "./options";
import { whyNotWords } from "./words";
import { joined } from "./joined";

/** What the shopkeeper can do something about comes first. */
const byUse: WhyNot[] = ["unsure", "switched_off", "left_list", "no_parameters", "not_connected"];

/** Why nobody sells it now; null while somebody does. */
export function whyNotSold(operator: Operator): WhyNot | null {
  if (operator.sold_by.length > 0) return null;
  const reasons = operator.offers.map((offer) => offer.why_not).filter((why) => why !== null);
  return reasons.sort((a, b) => byUse.indexOf(a) - byUse.indexOf(b))[0] ?? "not_connected";
}

/** "Airtel is not sold: …", with the providers it is about. */
function blockedWords(operator: Operator): string | null {
  const why = whyNotSold(operator);
  if (why === null) return null;
  const names = operator.offers.filter((offer) => offer.why_not === why).map((offer) => offer.provider_name);
  return names.length === 0 ? whyNotWords[why]() : m.why_not_at({ providers: names.join(", "), why: whyNotWords[why]() });
}

/** "MSEDCL · Maharashtra": what a long name is known by, and where. */
export function placeLine(operator: Operator): string {
  const short = house.operatorName(operator.id).includes(operator.short) ? "" : operator.short;
  const place = operator.place === null ? "" : house.circleName(operator.place);
  return joined([short, place]);
}

/**
 * What is offered at the counter. What is out of use is left out while the operator is sold that has its customers now; `known`
 * are those of a customer whom the shop knows by one.
 */
export function inUse(operators: Operator[], known: (string | null)[]): Operator[] {
  const sold = new Set(operators.filter((each) => each.sold_by.length > 0).map((each) => each.id));
  return operators.filter((each) => each.now === null || !sold.has(each.now) || known.includes(each.id));
}

export function operatorOptions(operators: Operator[]): Option[] {
  const options = operators.map((each) => ({
    id: each.id,
    text: nameOf(each),
    also: otherNamesOf(each),
    badge: each.badge,
    colour: each.colour,
    line: placeLine(each),
    blocked: blockedWords(each),
  }));
  return [...options.filter((option) => option.blocked === null), ...options.filter((option) => option.blocked !== null)];
}
