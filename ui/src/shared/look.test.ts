import fc from "fast-check";
import { expect, test } from "vitest";
import { NO_CHOICE, SIZES, lookOf, nextSize, percentFor, rowOf } from "./look";

test("what was kept is read again, and what makes no sense is as if nobody chose it", () => {
  const look = { theme: "dark", density: "compact", size: 140, pad: "always" };
  expect(lookOf(JSON.stringify(look))).toEqual(look);
  for (const kept of [null, "", "{", "null", "7", '"dark"', "[]"]) expect(lookOf(kept), String(kept)).toEqual(NO_CHOICE);
  expect(lookOf('{"theme":"pink","size":400,"density":"compact"}')).toEqual({ ...NO_CHOICE, density: "compact" });
});

test("the size goes up and down by one step, not beyond its ends, and back to the usual one", () => {
  expect(nextSize(100, 1)).toBe(110);
  expect(nextSize(100, -1)).toBe(90);
  expect(nextSize(90, -1)).toBe(90);
  expect(nextSize(140, 1)).toBe(140);
  expect(nextSize(140, 0)).toBe(100);
});

test.each([
  // An old screen: every size fits.
  [100, 1024, 768, 100], [140, 1024, 768, 140], [90, 1024, 768, 90],
  // A laptop at 150 %: larger letters would leave no room for a sale.
  [140, 911, 512, 102], [100, 880, 440, 100], [140, 880, 440, 100],
  // Large screens draw everything larger.
  [100, 1600, 900, 115], [100, 1920, 1080, 115], [140, 1920, 1080, 161], [100, 2560, 1440, 130], [90, 2560, 1440, 117],
  // A window that is wide and low is no large screen; one that has no size yet is drawn as usual.
  [100, 1920, 500, 100], [140, 0, 0, 100],
])("text of %i % in a window of %i × %i is drawn at %i %", (size, width, height, percent) => {
  expect(percentFor(size, width, height)).toBe(percent);
});

test("a page that is drawn larger keeps the room that it needs", () => {
  fc.assert(fc.property(fc.constantFrom(...SIZES), fc.integer({ min: 880, max: 4000 }), fc.integer({ min: 440, max: 2400 }), (size, width, height) => {
    const percent = percentFor(size, width, height);
    expect(percent).toBeGreaterThanOrEqual(90);
    if (percent > 100) expect([(width * 100) / percent >= 719, (height * 100) / percent >= 499]).toEqual([true, true]);
  }));
});

test("the close look brings the rows of a long list together, and their two lines fit", () => {
  const close = rowOf({ ...NO_CHOICE, density: "compact" });
  expect(close).toBeLessThan(rowOf(NO_CHOICE));
  expect(close).toBeGreaterThan(40);
});
