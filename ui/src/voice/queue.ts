// One thing is said at a time. What is newer of the same sale takes the place of what is older.
import type { News } from "./outcomes";
import { outcomes } from "./outcomes";
import type { Playing } from "./player";

/** More than these do not wait: what is told a minute late helps nobody, and the screen has it all. */
const MOST_WAITING = 3;

/** Begins to say something; null where there is no sound. */
type Say = (news: News) => Promise<Playing | null>;

export class Queue {
  #say: Say;
  #waiting: News[] = [];
  #saying: { news: News; stop: () => void } | null = null;
  #isRunning = false;

  constructor(say: Say) {
    this.#say = say;
  }

  add(news: News): void {
    this.#waiting = this.#waiting.filter(({ saleId }) => saleId !== news.saleId);
    const behind = this.#waiting.findIndex((each) => !isUrgent(each));
    this.#waiting.splice(isUrgent(news) && behind >= 0 ? behind : this.#waiting.length, 0, news);
    while (this.#waiting.length > MOST_WAITING) {
      const oldest = this.#waiting.findIndex((each) => !isUrgent(each));
      this.#waiting.splice(Math.max(oldest, 0), 1);
    }
    if (this.#saying?.news.saleId === news.saleId) this.#saying.stop();
    void this.#run();
  }

  /** Says no more. */
  clear(): void {
    this.#waiting = [];
    this.#saying?.stop();
  }

  async #run(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    for (let news = this.#waiting.shift(); news !== undefined; news = this.#waiting.shift()) await this.#sayOne(news);
    this.#isRunning = false;
  }

  async #sayOne(news: News): Promise<void> {
    let isOver = false;
    const saying = { news, stop: (): void => void (isOver = true) };
    this.#saying = saying;
    // Sound is a courtesy: whatever is wrong with it, the next one has its turn.
    const playing = await this.#say(news).catch(() => null);
    if (playing !== null) {
      saying.stop = playing.stop;
      if (isOver) playing.stop();
      await playing.done;
    }
    this.#saying = null;
  }
}

function isUrgent({ outcome }: News): boolean {
  return outcomes[outcome].tone === "back";
}
