// Takes IMA ADPCM apart: a sign for each sample, of which the lower four bits count. `src-tauri/xtask/src/voice/adpcm.rs` puts it together.

const FULL = 32_768;
const next = [-1, -1, -1, -1, 2, 4, 6, 8];
const steps = [
  7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 25, 28, 31, 34, 37, 41, 45, 50, 55, 60, 66, 73, 80, 88, 97, 107, 118, 130, 143, 157, 173, 190, 209,
  230, 253, 279, 307, 337, 371, 408, 449, 494, 544, 598, 658, 724, 796, 876, 963, 1060, 1166, 1282, 1411, 1552, 1707, 1878, 2066, 2272, 2499, 2749,
  3024, 3327, 3660, 4026, 4428, 4871, 5358, 5894, 6484, 7132, 7845, 8630, 9493, 10442, 11487, 12635, 13899, 15289, 16818, 18500, 20350, 22385,
  24623, 27086, 29794, 32767,
];

/** The samples of a clip, from -1 to 1. Each clip begins at silence. */
export function decode(signs: string, from: number, samples: number): Float32Array {
  const sound = new Float32Array(samples);
  let sample = 0;
  let step = 0;
  for (let at = 0; at < samples; at += 1) {
    const code = signs.charCodeAt(from + at) & 15;
    const size = code & 7;
    const away = Math.floor(((2 * size + 1) * (steps[step] ?? 0)) / 8);
    sample = Math.min(FULL - 1, Math.max(-FULL, sample + (code < 8 ? away : -away)));
    step = Math.min(steps.length - 1, Math.max(0, step + (next[size] ?? 0)));
    sound[at] = sample / FULL;
  }
  return sound;
}
