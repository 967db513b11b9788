// What this computer lets hear: nothing, tones, or tones and words, and in which language. It is no setting of the shop, because each
// counter stands in another room.
import { type Language, language, languages } from "../shared/state/language.svelte";

export const heards = ["off", "tones", "words"] as const;
export type Heard = (typeof heards)[number];
/** `program`: as the screen. */
export type Spoken = "program" | Language;
export const spokens: readonly Spoken[] = ["program", ...languages];

/** An earlier version kept only whether it was quiet. */
const QUIET_KEY = "galla.mute";
const HEARD_KEY = "galla.heard";
const LOUD_KEY = "galla.heard-before";
const SPOKEN_KEY = "galla.spoken";

function wasQuiet(): boolean {
  try {
    return localStorage.getItem(QUIET_KEY) === "yes";
  } catch {
    return false;
  }
}

function kept<Value extends string>(key: string, of: readonly Value[], otherwise: Value): Value {
  try {
    return of.find((each) => each === localStorage.getItem(key)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // A window without storage simply forgets it.
  }
}

class Choice {
  #heard = $state<Heard>(kept(HEARD_KEY, heards, wasQuiet() ? "off" : "tones"));
  #spoken = $state<Spoken>(kept(SPOKEN_KEY, spokens, "program"));

  get heard(): Heard {
    return this.#heard;
  }

  set heard(heard: Heard) {
    if (heard === "off" && this.#heard !== "off") keep(LOUD_KEY, this.#heard);
    this.#heard = heard;
    keep(HEARD_KEY, heard);
  }

  get spoken(): Spoken {
    return this.#spoken;
  }

  set spoken(spoken: Spoken) {
    this.#spoken = spoken;
    keep(SPOKEN_KEY, spoken);
  }

  /** The language that is spoken now. */
  get language(): Language {
    return this.#spoken === "program" ? language() : this.#spoken;
  }

  /** Off, or on again as it was. */
  toggle(): void {
    this.heard = this.#heard === "off" ? kept(LOUD_KEY, heards, "tones") : "off";
  }
}

export const choice = new Choice();
