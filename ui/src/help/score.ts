// The words for a rehearsal: what the customer says, and what the score says, with one sentence of advice for each line.
import { m } from "../paraglide/messages.js";
import type { Score, VisitView } from "../platform/counter";
import { house } from "../shared/state/house.svelte";
import { language } from "../shared/state/language.svelte";
import { rupees } from "../shared/words/money";
import { groupNumber } from "../shared/words/number";
import { paymentWords, serviceWords, tookWords } from "../shared/words/words";

/** Longer than this is slow for a sale, in ms. */
const SLOW_MS = 30_000;

/** Never broken between sign and figure: a customer's amount is read in one look. */
function inOne(paise: number): string {
  return rupees(paise, language()).replaceAll(" ", "\u00a0");
}

export function visitWords(visit: VisitView): string {
  const number = groupNumber(visit.service, visit.number);
  if (visit.kind === "asks") return m.rehearse_asks({ number });
  if (visit.kind === "comes_back") return m.rehearse_comes_back({ number });
  const amount = inOne(visit.amount_paise);
  const buys = m.rehearse_buys({ service: serviceWords[visit.service](), operator: house.operatorName(visit.operator), amount, number, payment: paymentWords[visit.payment]() });
  return visit.first_said_paise === null ? buys : `${buys} ${m.rehearse_nought({ first: inOne(visit.first_said_paise), amount })}`;
}

export type ScoreLine = { words: string; advice: string; isGood: boolean };

function line(words: string, isGood: boolean, advice: () => string): ScoreLine {
  return { words, isGood, advice: isGood ? m.score_good() : advice() };
}

/** What nobody could do right or wrong is not told. */
export function scoreLines(score: Score): ScoreLine[] {
  const wrong = score.wrong_amount + score.wrong_operator + score.wrong_number;
  const lines = [
    line(m.score_right({ count: score.right, of: score.customers }), score.right === score.customers, m.score_right_advice),
    line(m.score_wrong({ amount: score.wrong_amount, operator: score.wrong_operator, number: score.wrong_number }), wrong === 0, m.score_wrong_advice),
    line(m.score_twice({ count: score.sold_twice }), score.sold_twice === 0, m.score_twice_advice),
    line(m.score_not_sold({ count: score.not_sold }), score.not_sold === 0, m.score_not_sold_advice),
  ];
  if (score.waited > 0) lines.push(line(m.score_waited({ count: score.waited_right, of: score.waited }), score.waited_right === score.waited, m.score_waited_advice));
  if (score.came_back > 0) lines.push(line(m.score_told({ count: score.told, of: score.came_back }), score.told === score.came_back, m.score_told_advice));
  if (score.median_ms !== null) lines.push(line(m.score_time({ span: tookWords(score.median_ms) }), score.median_ms <= SLOW_MS, m.score_time_advice));
  return lines;
}
