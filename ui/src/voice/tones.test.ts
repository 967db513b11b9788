// Judges the tones by their waveforms: loudness over time, and pitch by how often the wave crosses its middle.
import { expect, test } from "vitest";
import { type Tone, samplesOf } from "./tones";

const RATE = 11_025;
const PIECE_MS = 10;
const tones: Tone[] = ["done", "waiting", "failed", "back"];

/** Loudness, piece by piece. */
function envelope(sound: Float32Array): number[] {
  const piece = Math.round((RATE * PIECE_MS) / 1000);
  return Array.from({ length: Math.ceil(sound.length / piece) }, (_, at) => {
    const part = sound.subarray(at * piece, (at + 1) * piece);
    return Math.sqrt(part.reduce((sum, sample) => sum + sample * sample, 0) / part.length);
  });
}

/** From where to where there is sound, in samples. */
function notesOf(tone: Tone): { from: number; to: number }[] {
  const piece = Math.round((RATE * PIECE_MS) / 1000);
  const notes: { from: number; to: number }[] = [];
  let from: number | null = null;
  for (const [at, loudness] of [...envelope(samplesOf(tone, RATE)), 0].entries()) {
    if (loudness > 0.02 && from === null) from = at;
    if (loudness <= 0.02 && from !== null) {
      notes.push({ from: from * piece, to: at * piece });
      from = null;
    }
  }
  return notes;
}

function hertzOf(tone: Tone, { from, to }: { from: number; to: number }): number {
  const part = samplesOf(tone, RATE).subarray(from, to);
  const crossings = part.reduce((count, sample, at) => count + (at > 0 && (part[at - 1] ?? 0) < 0 && sample >= 0 ? 1 : 0), 0);
  return (crossings * RATE) / part.length;
}

const lasts = (tone: Tone): number => samplesOf(tone, RATE).length / RATE;
const loudest = (tone: Tone): number => Math.max(...samplesOf(tone, RATE).map(Math.abs));

test.each(tones)("%s_is_heard_and_does_not_crack", (tone) => {
  const sound = samplesOf(tone, RATE);
  expect(loudest(tone)).toBeGreaterThan(0.1);
  expect(loudest(tone)).toBeLessThan(0.5);
  const jumps = sound.map((sample, at) => Math.abs(sample - (sound[at - 1] ?? 0)));
  expect(Math.max(...jumps)).toBeLessThan(0.2);
  expect(Math.abs(sound[sound.length - 1] ?? 1)).toBeLessThan(0.02);
});

test("tones_differ_in_rhythm_and_direction_and_not_by_pitch_alone", () => {
  const pitches = (tone: Tone): number[] => notesOf(tone).map((note) => hertzOf(tone, note));
  const [done, failed] = [pitches("done"), pitches("failed")];
  expect(done).toHaveLength(2);
  expect(done[1]).toBeGreaterThan((done[0] ?? 0) * 1.3);
  expect(failed).toHaveLength(2);
  expect(failed[1]).toBeLessThan((failed[0] ?? 0) / 1.3);
  const [first = { from: 0, to: 0 }, second = { from: 0, to: 0 }] = notesOf("waiting");
  expect(notesOf("waiting")).toHaveLength(2);
  expect(second.from - first.to).toBeGreaterThan(0.2 * RATE);
  expect(notesOf("back")).toHaveLength(9);
  expect(lasts("failed")).toBeGreaterThan(lasts("done") * 2);
});

test("what_comes_back_is_the_loudest_and_longest", () => {
  for (const other of tones.filter((tone) => tone !== "back")) {
    expect(loudest("back")).toBeGreaterThan(loudest(other) * 1.3);
    expect(lasts("back")).toBeGreaterThan(lasts(other) * 1.3);
  }
  expect(loudest("waiting")).toBeLessThan(Math.min(loudest("done"), loudest("failed")));
});
