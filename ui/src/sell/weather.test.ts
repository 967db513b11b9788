import { expect, test } from "vitest";
import type { Weather } from "../platform/counter";
import { tookWords } from "../shared/words/words";
import { weatherWords } from "./weather";

const is: Weather = { of: 6, waiting: 0, failed: 0, usually_failed: 2, usual_ms: 4_000, today_ms: null };

test("only_what_is_unlike_usual_is_said", () => {
  const words = (more: Partial<Weather>): string => weatherWords("Jio", { ...is, ...more });
  expect(words({ waiting: 2, today_ms: 180_000 })).toBe("Jio here: 2 of the last 6 still waiting; usually 4 s, today 3 min");
  expect(words({ waiting: 2 })).toBe("Jio here: 2 of the last 6 still waiting; usually takes 4 s");
  expect(words({ failed: 3 })).toBe("Jio here: 3 of the last 6 failed, usually 2 in 100");
  expect(words({ waiting: 1, failed: 2 })).toBe("Jio here: 3 of the last 6 waiting or failed; usually takes 4 s");
  expect(words({ failed: 1, today_ms: 180_000 })).toBe("Jio here: usually 4 s, today 3 min");
});

test("how_long_something_took_is_rounded_up", () => {
  const words = [0, 999, 1_000, 1_001, 59_000, 59_001, 60_001, 3_540_000, 3_540_001, 169_200_000, 169_200_001].map(tookWords);
  expect(words).toEqual(["under 1 s", "under 1 s", "1 s", "2 s", "59 s", "1 min", "2 min", "59 min", "1 h", "47 h", "2 days"]);
});
