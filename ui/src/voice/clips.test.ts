import { expect, test } from "vitest";
import { type Clips, Voice, toneOf } from "./clips";
import type { News } from "./outcomes";
import { samplesOf } from "./tones";

const RATE = 11_025;
// Each clip is a swing of its own length, so that it is told by where the sound stands.
const clips: Clips = {
  rate: RATE,
  clips: [[0, 200, "दो सौ"], [200, 200, "निन्यानवे"], [400, 200, "एयरटेल"], [600, 200, "हो गया"], [800, 200, "पैसा वापस आया"], [1000, 200, "ग्राहक को लौटाइए"]],
  words: { 200: 0, 99: 1, done: 3, back: 4, give: 5 },
  names: { airtel: [2] },
  data: "G".repeat(1200),
};
const done: News = { saleId: 1, outcome: "done", paise: 29_900, operator: "airtel" };

test("amount_operator_and_outcome_are_said_in_their_order", () => {
  const voice = new Voice(clips);
  expect(voice.wordsOf(done)).toBe("दो सौ निन्यानवे, एयरटेल, हो गया");
  expect(voice.wordsOf({ ...done, outcome: "give_back" })).toBe("दो सौ निन्यानवे, एयरटेल, पैसा वापस आया, ग्राहक को लौटाइए");
});

test("what_has_no_clip_is_left_out", () => {
  const voice = new Voice(clips);
  expect(voice.wordsOf({ ...done, operator: "own-operator" })).toBe("दो सौ निन्यानवे, हो गया");
  expect(voice.wordsOf({ ...done, paise: null, operator: null })).toBe("हो गया");
});

test("the_tone_comes_first_and_the_words_after_it", () => {
  const { samples, rate } = new Voice(clips).soundOf(done);
  const tone = samplesOf("done", RATE);
  expect(rate).toBe(RATE);
  expect([...samples.subarray(0, tone.length)]).toEqual([...tone]);
  const loud = samples.findIndex((sample, at) => at >= tone.length && Math.abs(sample) > 0.05);
  expect(loud - tone.length).toBeGreaterThan(0.1 * RATE);
  expect(loud - tone.length).toBeLessThan(0.2 * RATE);
  expect(toneOf(done).samples.length / toneOf(done).rate).toBeCloseTo(tone.length / RATE, 2);
});
