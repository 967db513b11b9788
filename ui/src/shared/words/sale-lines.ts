import { m } from "../../paraglide/messages.js";
import type { AttemptView, CompanyWord, Problem, SaleState, SaleView, Verdict } from "../../platform/counter";
import { isDeskSale } from "./desk-services";
import { house } from "../state/house.svelte";
import { language } from "../state/language.svelte";
import { joined } from "./joined";
import { chitLine, chitOf, moneyLine } from "./money-back";
import { isOfWallet, quoted, refusal, type Why } from "./refused";
import { dayOf, momentOf, timeOf } from "./time";
import { attentionWords, heardOf, isOpen, reasonWords, spanWords } from "./words";

/** "Airtel · Uttar Pradesh West", or the operator alone. */
export function saleLine(sale: SaleView): string {
  return joined([house.operatorName(sale.operator), house.circleName(sale.circle)]);
}

export function sentAgo(sale: SaleView, clock: number): string {
  if (dayOf(sale.created_at_ms) > dayOf(clock)) return m.sent_at({ time: momentOf(sale.created_at_ms, clock, language()) });
  return m.sent_ago({ span: spanWords(clock - sale.created_at_ms) });
}

/** When the provider is asked next; null when nobody will ask any more. */
export function asksAgain(sale: SaleView, clock: number): string | null {
  if (sale.next_check_at_ms === null) return null;
  const wait = sale.next_check_at_ms - clock;
  return wait <= 0 ? m.asking_now() : m.asks_again({ span: spanWords(wait + 999) });
}

/** That nobody is asked about an open sale, because its company's login is not at hand; null while somebody is. */
export function loginMissing(sale: SaleView): string | null {
  const missing = house.counter?.logins.missing.find((login) => login.provider === sale.provider);
  return missing === undefined || house.practice || !isOpen(sale) ? null : m.login_of_sale_missing({ provider: missing.name });
}

/** Why a sale came to nothing. */
export function whyNot(sale: SaleView): Why {
  // What was said before a person decided is not why it counts as failed.
  if (sale.reason === "declared_failed" || sale.word !== null) return plain(reasonWords[sale.reason]());
  if (isOfWallet(sale)) return plain(m.why_wallet_empty({ provider: sale.provider_name }));
  return refusal({ problem: sale.problem, words: sale.words, provider: sale.provider_name });
}

function plain(said: string): Why {
  return { said, words: null };
}

/** The order never came to the provider's computer. */
const UNREACHED: ReadonlySet<Problem["kind"]> = new Set(["no_network", "connection_refused", "host_unknown", "timed_out", "line_broke", "certificate_wrong", "issuer_unknown", "speaks_tls", "speaks_plain_http", "encryption_too_old", "proxy_login"]);

/** True for a sale that came to nothing because every wallet that was tried has too little. */
export function isForWallets(sale: SaleView): boolean {
  return sale.word === null && sale.attempts.length > 0 && sale.attempts.every(isOfWallet);
}

/**
 * Why a sale came to nothing at every provider that was tried, in one sentence: what they all say is said once, and of different
 * reasons the one that is about the sale. The day book has each provider's own words.
 */
export function whyNotAnywhere(sale: SaleView): Why {
  const { attempts } = sale;
  if (attempts.length < 2 || sale.reason === "declared_failed" || sale.word !== null) return whyNot(sale);
  if (isForWallets(sale)) return plain(m.why_wallets_empty());
  if (attempts.every(({ problem }) => problem !== null && UNREACHED.has(problem.kind))) return plain(m.why_none_reached());
  const aboutIt = attempts.filter((attempt) => !isOfWallet(attempt) && (attempt.problem === null || !UNREACHED.has(attempt.problem.kind)));
  const told = aboutIt.length > 0 ? aboutIt : attempts;
  const isAlike = told.length === attempts.length && new Set(told.map(({ words }) => words?.trim().toLowerCase())).size === 1;
  const names = [...new Set(attempts.map((attempt) => attempt.provider_name))].join(", ");
  const [first] = told;
  if (first === undefined) return whyNot(sale);
  if (isAlike) return refusal({ ...first, provider: names });
  const why = attemptWhy(first);
  const provider = first.provider_name;
  if (why.said === m.refused_otherwise({ provider })) return { ...why, said: m.refused_by_all({ provider }) };
  return { ...why, said: why.said === null ? null : m.why_others_too({ why: why.said }) };
}

/**
 * Who refused it and who is tried now; while a sale that one provider refused is with the next. The refused one's own word may be
 * "Failed", which is not said of a sale that goes on: it stands among the sale's details.
 */
export function tryingNext(sale: SaleView): string | null {
  if (!isOpen(sale) || sale.attempts.length < 2) return null;
  const [refused, now] = sale.attempts.slice(-2);
  if (refused === undefined || now === undefined) return null;
  return m.trying_next({ refused: refused.provider_name, provider: now.provider_name });
}

/** What a person should look at; what was dealt with is not called out any more. */
export function attentionOf(sale: SaleView): string | null {
  if (sale.attention === null || (sale.attention === "contradicted" && !sale.can_deal)) return null;
  if (sale.attention !== "contradicted") return attentionWords[sale.attention]();
  if (!sale.is_loud) return m.attention_agrees_again();
  return sale.word === null ? attentionWords.contradicted() : m.attention_word_contradicted();
}

/** Whether a sale stands by a person's word and by nobody else's. */
export function isByWord(sale: SaleView): boolean {
  return sale.word !== null && !sale.company_agrees;
}

const heardIn: Partial<Record<SaleState, CompanyWord>> = { pending: "accepted", succeeded: "succeeded", failed: "failed", reversed: "refunded" };

/** What the company last said: what is known of it, and its sentence. A person's word is not the company's. */
export function lastSaid(sale: SaleView): Why {
  const says = sale.says_now;
  if (says !== null && says.order_id === sale.order_id) return { said: says.word === null && quoted(says.words) !== null ? null : heardOf(says.word), words: quoted(says.words) };
  const words = quoted(sale.words);
  if (sale.no_record_at_ms !== null || sale.reason === "no_record_confirmed") return { said: m.heard_no_record(), words };
  const heard = heardIn[sale.state];
  if (sale.problem !== null && sale.problem.kind !== "provider_says") return refusal({ ...sale, provider: sale.provider_name });
  return { said: words === null || heard === undefined || sale.word !== null ? null : heardOf(heard), words };
}

/** What became of one request; nothing is said where its state says it all. */
export function attemptWhy({ state, problem, words, provider_name: provider }: AttemptView): Why {
  const isRefused = state === "failed" || state === "not_sent";
  return isRefused || problem !== null ? refusal({ problem, words, provider }) : { said: null, words: quoted(words) };
}

/** When it was, on a tile: when it ended, and of a sale of another day than today, when it was sold. */
export function whenOf(sale: SaleView, clock: number): string {
  const isOfToday = dayOf(sale.created_at_ms) === dayOf(clock);
  return momentOf(isOfToday ? (sale.settled_at_ms ?? sale.created_at_ms) : sale.created_at_ms, clock, language());
}

/** The small print of a sale of which a company says otherwise than it stands: in few words, because it may be cut at its end. */
export function loudLine(sale: SaleView, clock: number): string {
  const says = sale.says_now;
  const said = says === null ? null : says.word === null ? m.company_differs({ provider: says.provider_name }) : m.company_says({ provider: says.provider_name, said: heardOf(says.word) });
  const first = sale.state === "succeeded" || isDeskSale(sale) ? m.tile_two_answers() : m.tile_never();
  const wait = isOpen(sale) ? [sentAgo(sale, clock), asksAgain(sale, clock)] : [];
  return joined([first, said, isByWord(sale) ? m.word_mark() : null, ...wait, whenOf(sale, clock)]);
}

/** Why a sale that came to nothing may not be sent again, the answer first; of one that may be, that nothing was charged. */
export function againWords(sale: SaleView): (string | null)[] {
  // It is sold by its chit.
  if (chitLine(sale) !== null) return [];
  if (sale.verdict === "safe") return [m.tile_safe()];
  return [sale.verdict === "never" ? m.tile_never() : null, reasonWords[sale.reason]()];
}

/** True where the same may be sold again from here: a sale that has a chit is sold by that alone. */
export function maySellAgain(sale: SaleView): boolean {
  return sale.verdict === "safe" && chitLine(sale) === null;
}

/**
 * Whether the same may be sent again, and why: beside what the companies say, what its chit has become. `asksMoney`: a complaint is
 * open that the company keeps the money, and that none was taken is not said.
 */
export function verdictOf(sale: SaleView, clock: number, asksMoney = false): { verdict: Verdict; why: string } {
  if (sale.sold_chit !== null) {
    const { day_number: number, at_ms, is_done } = sale.sold_chit;
    return { verdict: "never", why: (is_done ? m.reason_chit_sold : m.reason_chit_tried)({ number, time: timeOf(at_ms, language()) }) };
  }
  const chit = chitOf(sale);
  if (chit !== null) return { verdict: "never", why: m.reason_chit_waits({ number: chit.day_number }) };
  if (sale.no_record_at_ms !== null) return { verdict: sale.verdict, why: m.reason_accepted_no_record({ time: momentOf(sale.no_record_at_ms, clock, language()) }) };
  return { verdict: sale.verdict, why: asksMoney && sale.reason === "failed_by_provider" ? m.reason_failed_money_asked() : reasonWords[sale.reason]() };
}

/** The small print of a tile: what a shopkeeper must know at a glance. It may be cut at its end, so whether to send again comes early. */
export function tileLine(sale: SaleView, clock: number): string {
  if (sale.is_loud) return loudLine(sale, clock);
  const parts: (string | null)[] = [];
  const at = whenOf(sale, clock);
  switch (sale.state) {
    case "intended":
    case "submitted":
      parts.push(sentAgo(sale, clock), m.do_not_send_again());
      break;
    case "pending":
      parts.push(sentAgo(sale, clock), m.do_not_send_again(), loginMissing(sale) ?? asksAgain(sale, clock));
      break;
    case "unknown":
      if (sale.verdict === "safe") parts.push(m.tile_never(), m.no_record_mark(), sentAgo(sale, clock));
      else parts.push(sentAgo(sale, clock), m.do_not_send_again(), loginMissing(sale) ?? m.asking_provider({ provider: sale.provider_name }), asksAgain(sale, clock));
      break;
    case "succeeded":
      parts.push(at, sale.operator_ref ? m.operator_ref_short({ ref: sale.operator_ref }) : null);
      break;
    case "failed":
    case "not_sent":
      parts.push(moneyLine(sale), ...againWords(sale), at);
      break;
    case "reversed":
      parts.push(moneyLine(sale), ...(sale.verdict === "safe" ? [at] : [...againWords(sale), at]));
      break;
  }
  const next = tryingNext(sale);
  if (next !== null) parts.unshift(next);
  // Of what may not be sent again, that comes first.
  const firstOf = sale.verdict === "safe" || isOpen(sale) || sale.state === "succeeded" ? 0 : parts.indexOf(at);
  if (isByWord(sale)) parts.splice(firstOf, 0, m.word_mark());
  if (sale.attention !== "contradicted") parts.unshift(attentionOf(sale));
  return joined(parts);
}
