import { expect, test } from "vitest";
import { decode } from "./adpcm";

// `src-tauri/xtask/src/voice/adpcm.rs` has the same signs, as it made them.
test("the_signs_of_the_clips_are_taken_apart", () => {
  expect([...decode("AA@GGGOOC", 2, 7)].map((sample) => Math.round(sample * 32_768))).toEqual([0, 13, 43, 106, -30, -324, -30]);
});

test("what_lies_behind_the_signs_is_silence_and_no_fault", () => {
  const sound = decode("", 5, 4);
  expect(sound).toHaveLength(4);
  expect(Math.max(...sound.map(Math.abs))).toBeLessThan(0.001);
});
