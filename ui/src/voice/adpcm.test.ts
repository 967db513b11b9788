import { expect, test } from "vitest";
import { decode } from "./adpcm";

// `src-tauri/xtask/src/voice/adpcm.rs` has the same bytes, as it made them.
test("the_bytes_of_the_clips_are_taken_apart", () => {
  const bytes = Uint8Array.from([0xaa, 0x70, 0x77, 0xff, 0x03]);
  expect([...decode(bytes, 1, 7)].map((sample) => Math.round(sample * 32_768))).toEqual([0, 13, 43, 106, -30, -324, -30]);
});

test("what_lies_behind_the_bytes_is_silence_and_no_fault", () => {
  const sound = decode(new Uint8Array(0), 5, 4);
  expect(sound).toHaveLength(4);
  expect(Math.max(...sound.map(Math.abs))).toBeLessThan(0.001);
});
