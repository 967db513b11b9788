// The one Sell form of this window: it outlives the screen, so nothing typed is lost by looking at the day book.
import { m } from "../paraglide/messages.js";
import { ask, askForm, commands } from "../platform/counter";
import type { Answer, Problem, SaleView } from "../platform/counter";
import { due } from "../due-again/list.svelte";
import { slip } from "../receipt/slip.svelte";
import { house } from "../shared/state/house.svelte";
import { go, route } from "../shared/state/route.svelte";
import { usualWaits } from "../shared/state/usual-waits.svelte";
import { slipCheck } from "../slip-check/checked.svelte";
import { fieldOf } from "../shared/words/problems";
import { isOpen } from "../shared/words/words";
import { tick } from "svelte";
import { SaleForm } from "./sale-form.svelte";
import { catchAll } from "./hands";
import { newestOf } from "./last";
import { Stream } from "./stream.svelte";

/** What only helps with typing comes empty when the books refuse it; the notice says why. What is wrong with a field stands at the field. */
async function helped<T>(asked: Promise<Answer<T, Problem>>): Promise<Answer<T, Problem>> {
  const answer = await asked;
  if (answer.status === "error" && fieldOf(answer.error) === "form") house.meet(answer.error);
  return answer;
}

export const form = new SaleForm({
  suggest: (service, number) => helped(ask(() => commands.suggest(service, number))),
  knownNumbers: (digits) => helped(ask(() => commands.knownNumbers(digits))),
  customers: (search) => helped(ask(() => commands.customers(search))),
  quote: (input) => askForm(() => commands.quote(input)),
  sell: (input) => askForm(() => commands.sell(input)),
}, () => (house.practice ? "practice" : "real"), house);

/** Everything typed or clicked while the form is open, in its order. */
export const stream = new Stream(form, tick);
form.onask = () => stream.stop();
form.onslip = (text) => {
  form.clear();
  slipCheck.open(text);
};

/** How long the screen may take to come up before a key that asked for it is let go. */
const COMES_WITHIN_MS = 3_000;
let coming: { arrived: () => void; done: Promise<void> } | null = null;

/** Called by the screen: the form is shown and followed, `work` is what clicks belong to it. Returns what ends it. */
export function show(): () => void {
  const unfollow = form.follow();
  coming?.arrived();
  return () => {
    unfollow();
    stream.leave();
    stream.goOn();
  };
}

/** Everything typed is caught from the first moment on: F4 on another screen may be followed by Enter at once. */
export function catchKeys(): () => void {
  return catchAll(stream, () => route.screen === "sell" || coming !== null, () => form.complete, () => document.getElementById("sell-work") ?? undefined);
}

/** So long it is read why nobody was asked. */
const TOLD_MS = 10_000;
let told: ReturnType<typeof setTimeout> | undefined;

/** Why the last key did nothing, for as long as it is news: what "check now" was refused with, or a sentence. */
export const check = $state<{ problem: Problem | null; said: string }>({ problem: null, said: "" });

function tellCheck(problem: Problem | null, said = ""): void {
  clearTimeout(told);
  Object.assign(check, { problem, said });
  if (problem !== null || said !== "") told = setTimeout(forgetCheck, TOLD_MS);
}

/** Says why a key of the Sell screen did nothing. */
export function tellWhy(said: string): void {
  tellCheck(null, said);
}

/** Whoever types the next number has done with it. */
export function forgetCheck(): void {
  tellCheck(null);
}

/** Practice and real sales are numbered apart: nothing of the one ledger may be looked up in the other. */
export function changeLedger(): void {
  form.changeLedger();
  usualWaits.forget();
  due.forget();
  slip.open = null;
  stream.understood();
  tellCheck(null);
}

/** True while the end of this sale stands large on the Sell screen, with what becomes of its money. */
export function isOnSell(saleId: number): boolean {
  return route.screen === "sell" && form.outcome?.id === saleId && form.empty;
}

/** The sale whose slip P prints: the one that stands on the screen, else the last that was made here. */
export function lastSale(): SaleView | null {
  return form.outcome ?? newestOf(house.now?.tiles ?? []);
}

export function revisit(): void {
  form.moveTo("number");
}

/** Waits until the form is on the screen. */
async function atSell(): Promise<void> {
  if (route.screen === "sell") return;
  if (coming === null) {
    let arrived = (): void => undefined;
    const done = new Promise<void>((resolve) => (arrived = resolve)).then(() => { coming = null; });
    coming = { arrived, done };
    setTimeout(arrived, COMES_WITHIN_MS);
    go("sell");
  }
  await coming.done;
}

/** Esc has nothing to step back from at Sell. */
export function isNothingToLeave(): boolean {
  return form.empty && form.outcome === null && form.refusal === null && !form.known.open && stream.unused === "";
}

/** F8: a fresh sale, cursor in Number. */
export function focusNumber(): void {
  tellCheck(null);
  stream.goOn();
  if (route.screen === "sell") form.beginSale();
  else void form.step(async () => {
    await atSell();
    form.beginSale();
  });
}

/** F2 */
export function recentNumbers(): Promise<void> {
  return form.step(async () => {
    await atSell();
    await form.showRecent();
  });
}

/** The key F4: where it is asked whether the same is to be sold again it is the yes, and everywhere else the last sale again. */
export function pressF4(): void {
  const onStrip = document.activeElement?.closest("#sell-strip") != null;
  if (route.screen !== "sell" || !onStrip || !form.confirmRepeat()) void repeatLastSale();
}

/** The button F4. */
export function repeatLastSale(): Promise<void> {
  return form.step(async () => {
    await atSell();
    await form.repeatLast();
  });
}

/** F6: asks about the newest sale whose end is not known. */
export async function checkNewest(): Promise<void> {
  const newest = house.now?.tiles.find((sale) => isOpen(sale) && sale.service !== "aadhaar_check");
  if (newest === undefined) tellWhy(m.pending_none_waits());
  else await checkSale(newest.id);
}

export async function checkSale(saleId: number): Promise<void> {
  const answer = await ask(() => commands.checkNow(saleId));
  // A sale that still waits looks as before: whoever asked is told that it was asked.
  const waits = answer.status === "ok" && isOpen(answer.data);
  tellCheck(answer.status === "error" ? answer.error : null, waits ? m.check_still_waits({ provider: answer.data.provider_name }) : "");
  if (answer.status === "ok" && form.outcome?.id === saleId) form.outcome = answer.data;
  house.changed();
}
