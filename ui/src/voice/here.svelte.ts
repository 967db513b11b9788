// The voice of this window: it hears of sales, and says what became of them.
import { ask, commands, onSaleChanged } from "../platform/counter";
import { house } from "../shared/state/house.svelte";
import { choice } from "./choice.svelte";
import { toneOf, voiceOf } from "./clips";
import { Crier, type News } from "./outcomes";
import { type Playing, play } from "./player";
import { Queue } from "./queue";

let crier: Crier | null = null;
const queue = new Queue(say);
const changed = new Set<number>();
let isAsking = false;

async function say(news: News): Promise<Playing | null> {
  const voice = choice.heard === "words" ? await voiceOf(choice.language) : null;
  return choice.heard === "off" ? null : play(voice?.soundOf(news) ?? toneOf(news));
}

/** What is known of sales is of one ledger, and of the time since sound is on. */
export function forgetSales(): void {
  crier = null;
  changed.clear();
  queue.clear();
}

/** Follows the sales of this window, until what it returns is called. Call it where effects may be made. */
export function followSales(): () => void {
  $effect(() => {
    const { now } = house;
    if (now === null || choice.heard === "off") forgetSales();
    else crier ??= new Crier(now);
  });
  let unlisten: (() => void) | null = null;
  let isOver = false;
  void onSaleChanged((saleId) => {
    changed.add(saleId);
    void hear();
  }).then((ended) => {
    if (isOver) ended();
    else unlisten = ended;
  }).catch(() => undefined);
  return () => {
    isOver = true;
    unlisten?.();
    forgetSales();
  };
}

/** One after the other, so that an older answer never comes behind a newer one. */
async function hear(): Promise<void> {
  if (isAsking) return;
  isAsking = true;
  for (const saleId of changed) {
    changed.delete(saleId);
    const asked = crier;
    if (asked === null) continue;
    const answer = await ask(() => commands.sale(saleId));
    if (answer.status === "error" || asked !== crier) continue;
    const news = asked.hear(answer.data.sale);
    if (news !== null) queue.add(news);
  }
  isAsking = false;
}

/** The sentence that is said to try it. */
const TASTE: News = { saleId: 0, outcome: "done", paise: 29_900, operator: "airtel" };

/** Plays a sale that nobody made. What was said, in letters; empty where it was a tone alone; null where nothing can be heard. */
export async function taste(): Promise<string | null> {
  queue.clear();
  const voice = choice.heard === "words" ? await voiceOf(choice.language) : null;
  const playing = await say(TASTE);
  if (playing === null) return null;
  return voice?.wordsOf(TASTE) ?? "";
}
