// Four tones that are told apart from across the counter by their rhythm and direction, so that nobody needs an ear for pitch: done
// rises quickly, waiting knocks twice and softly, failed falls slowly, and what comes back calls again and again.

export type Tone = "done" | "waiting" | "failed" | "back";
type Note = { hertz: number; ms: number; restMs: number; height: number };

const call: Note[] = [
  { hertz: 880, ms: 90, restMs: 30, height: 0.3 },
  { hertz: 660, ms: 90, restMs: 30, height: 0.3 },
  { hertz: 880, ms: 90, restMs: 200, height: 0.3 },
];
const tunes: Record<Tone, Note[]> = {
  done: [{ hertz: 659, ms: 110, restMs: 20, height: 0.2 }, { hertz: 988, ms: 230, restMs: 0, height: 0.2 }],
  waiting: [{ hertz: 523, ms: 90, restMs: 260, height: 0.13 }, { hertz: 523, ms: 90, restMs: 0, height: 0.13 }],
  failed: [{ hertz: 440, ms: 300, restMs: 60, height: 0.2 }, { hertz: 277, ms: 520, restMs: 0, height: 0.2 }],
  back: [...call, ...call, ...call],
};
const RISE_MS = 12;

/** The samples of a tone, from -1 to 1. */
export function samplesOf(tone: Tone, rate: number): Float32Array {
  const notes = tunes[tone];
  const lengthOf = (ms: number): number => Math.round((ms * rate) / 1000);
  const sound = new Float32Array(notes.reduce((length, { ms, restMs }) => length + lengthOf(ms) + lengthOf(restMs), 0));
  let from = 0;
  for (const { hertz, ms, restMs, height } of notes) {
    const [length, rise] = [lengthOf(ms), lengthOf(RISE_MS)];
    for (let at = 0; at < length; at += 1) {
      const edge = Math.min(1, at / rise, (length - at) / rise);
      const fade = 1 - 0.5 * (at / length);
      sound[from + at] = Math.sin((2 * Math.PI * hertz * at) / rate) * height * edge * fade;
    }
    from += length + lengthOf(restMs);
  }
  return sound;
}
