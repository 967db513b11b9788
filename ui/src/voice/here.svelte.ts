// The voice of this window: it hears of sales, and says what became of them.
import { ask, commands, onSaleChanged } from "../platform/counter";
import { house } from "../shared/state/house.svelte";
import { choice } from "./choice.svelte";
import { type Voice, toneOf, voiceOf } from "./clips";
import { Listener } from "./listener";
import type { News } from "./outcomes";
import { type Playing, play } from "./player";
import { Queue } from "./queue";

const queue = new Queue(async (news) => say(news, await voice()));
const listener = new Listener((saleId) => ask(() => commands.sale(saleId)), (news) => queue.add(news));

/** Null while there are no words, only tones. */
async function voice(): Promise<Voice | null> {
  return choice.heard === "words" ? voiceOf(choice.language) : null;
}

async function say(news: News, speaker: Voice | null): Promise<Playing | null> {
  return choice.heard === "off" ? null : play(speaker?.soundOf(news) ?? toneOf(news));
}

/** Another ledger is open, or sound was switched off. */
export function forgetSales(): void {
  listener.forget();
  queue.clear();
}

/** Follows the sales of this window until what it returns is called. Where it is called, effects can be made. */
export function followSales(): () => void {
  $effect(() => {
    const { now } = house;
    if (now === null || choice.heard === "off") forgetSales();
    else listener.begin(now);
  });
  $effect(() => {
    // Who waits for the first word would hear it late.
    void voice();
  });
  let isOver = false;
  let unlisten = (): void => undefined;
  const listening = onSaleChanged((saleId) => void listener.changed(saleId));
  void listening.then((ended) => {
    unlisten = ended;
    if (isOver) ended();
  }).catch(() => undefined);
  return () => {
    isOver = true;
    unlisten();
    forgetSales();
  };
}

/** What is said to try it. */
const TASTE: News = { saleId: 0, outcome: "done", paise: 29_900, operator: "airtel" };

/** Plays a sale that nobody made. In letters what was said: empty of a tone alone, and null where nothing can be heard. */
export async function taste(): Promise<string | null> {
  queue.clear();
  const speaker = await voice();
  const playing = await say(TASTE, speaker);
  return playing === null ? null : speaker?.wordsOf(TASTE) ?? "";
}
