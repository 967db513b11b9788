// Tones told apart from across the counter. Sound is a courtesy: nothing here may ever throw.
export type Tone = "done" | "waiting" | "failed" | "reversed";

const MUTE_KEY = "galla.mute";
const tunes: Record<Tone, number[]> = { done: [659, 988], waiting: [587, 587], failed: [392, 294], reversed: [784, 523, 784, 523] };
let context: AudioContext | null = null;

export function muted(): boolean {
  try {
    return localStorage.getItem(MUTE_KEY) === "yes";
  } catch {
    return false;
  }
}

export function setMuted(mute: boolean): void {
  try {
    localStorage.setItem(MUTE_KEY, mute ? "yes" : "no");
  } catch {
    // A window without storage simply forgets it.
  }
}

export function play(tone: Tone): void {
  if (muted()) return;
  try {
    context ??= new AudioContext();
    void context.resume().catch(() => undefined);
    const start = context.currentTime + 0.02;
    for (const [index, pitch] of tunes[tone].entries()) note(context, pitch, start + index * 0.16);
  } catch {
    // No sound card, or none allowed.
  }
}

function note(audio: AudioContext, pitch: number, at: number): void {
  const oscillator = audio.createOscillator();
  const gain = audio.createGain();
  oscillator.type = "sine";
  oscillator.frequency.value = pitch;
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(0.16, at + 0.02);
  gain.gain.exponentialRampToValueAtTime(0.001, at + 0.26);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(at);
  oscillator.stop(at + 0.3);
}
