// The clips of a language, made by `cargo xtask voice`, and what is joined of them.
import { decode } from "./adpcm";
import { amountKeys } from "./amount";
import { type News, outcomes } from "./outcomes";
import { samplesOf } from "./tones";

/** One language's clips as they are built into the program. What refers to a clip gives its place. */
export type Clips = {
  rate: number;
  clips: readonly (readonly [from: number, samples: number, words: string])[];
  words: Readonly<Record<string, number>>;
  names: Readonly<Record<string, readonly number[]>>;
  data: string;
};

/** Samples in a second where nothing is said. */
const TONE_RATE = 22_050;
const AFTER_TONE_MS = 120;
const BETWEEN_WORDS_MS = 25;
const BETWEEN_PARTS_MS = 140;

/** Something to be played: samples from -1 to 1, and how many of them make a second. */
export type Sound = { samples: Float32Array<ArrayBuffer>; rate: number };

/** One language, ready to speak. */
export class Voice {
  constructor(readonly clips: Clips) {}

  /** The clips of what is said: amount, operator, outcome. An operator that the shop added itself has no name here, and is left out. */
  partsOf(news: News): number[][] {
    const keys = news.paise === null ? null : amountKeys(news.paise);
    const amount = keys?.map((key) => this.clips.words[key] ?? -1) ?? [];
    const name = [...(this.clips.names[news.operator ?? ""] ?? [])];
    const end = outcomes[news.outcome].words.map((key) => [this.clips.words[key] ?? -1]);
    return [amount, name, ...end].filter((part) => part.length > 0);
  }

  /** The same in letters. */
  wordsOf(news: News): string {
    return this.partsOf(news).map((part) => part.map((clip) => this.clips.clips[clip]?.[2] ?? "").join(" ")).join(", ");
  }

  /** The tone, and after it the words. */
  soundOf(news: News): Sound {
    const { rate } = this.clips;
    const silence = (ms: number): Float32Array => new Float32Array(Math.round((ms * rate) / 1000));
    const pieces = [samplesOf(outcomes[news.outcome].tone, rate), silence(AFTER_TONE_MS)];
    for (const part of this.partsOf(news)) {
      for (const clip of part) pieces.push(this.#samplesOf(clip), silence(BETWEEN_WORDS_MS));
      pieces.push(silence(BETWEEN_PARTS_MS));
    }
    return { samples: joined(pieces), rate };
  }

  #samplesOf(clip: number): Float32Array {
    const [from, samples] = this.clips.clips[clip] ?? [0, 0];
    return decode(this.clips.data, from, samples);
  }
}

/** The tone alone. */
export function toneOf(news: News): Sound {
  return { samples: joined([samplesOf(outcomes[news.outcome].tone, TONE_RATE)]), rate: TONE_RATE };
}

function joined(pieces: Float32Array[]): Float32Array<ArrayBuffer> {
  const whole = new Float32Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let from = 0;
  for (const piece of pieces) {
    whole.set(piece, from);
    from += piece.length;
  }
  return whole;
}

const made = import.meta.glob<{ default: Clips }>("../../generated/voice/*.js");
const fileOf = (language: string): string => `../../generated/voice/${language}.js`;
const voices = new Map<string, Promise<Voice | null>>();

/** True when this build has clips of the language. */
export function isSpoken(language: string): boolean {
  return made[fileOf(language)] !== undefined;
}

/** The voice of a language; null where this build has none. */
export function voiceOf(language: string): Promise<Voice | null> {
  const known = voices.get(language);
  if (known !== undefined) return known;
  const load = made[fileOf(language)];
  const voice = load === undefined ? Promise.resolve(null) : load().then((module) => new Voice(module.default)).catch(() => null);
  voices.set(language, voice);
  return voice;
}
