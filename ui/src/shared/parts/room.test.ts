import { expect, test, vi } from "vitest";
import { boundsOf, roomOf } from "./room";

test("a_list_opens_upward_only_where_there_is_more_room", () => {
  const bounds = { top: 0, bottom: 768 };
  expect(roomOf({ top: 100, bottom: 156 }, bounds)).toEqual({ isUp: false, height: 320 });
  expect(roomOf({ top: 600, bottom: 656 }, bounds)).toEqual({ isUp: true, height: 320 });
  expect(roomOf({ top: 168, bottom: 224 }, { top: 100, bottom: 400 }), "as much as there is").toEqual({ isUp: false, height: 164 });
  expect(roomOf({ top: 300, bottom: 356 }, { top: 100, bottom: 400 })).toEqual({ isUp: true, height: 188 });
  expect(roomOf({ top: 0, bottom: 56 }, { top: 0, bottom: 56 })).toEqual({ isUp: false, height: 150 });
});

test("a_list_ends_above_what_always_stands_at_the_foot", () => {
  const box = (top: number, bottom: number, cuts: boolean, foot: number | null, parentElement: unknown): Element =>
    ({
      parentElement,
      cuts,
      getBoundingClientRect: () => ({ top, bottom }),
      querySelector: () => (foot === null ? null : { contains: () => false, getBoundingClientRect: () => ({ top: foot }) }),
    }) as unknown as Element;
  vi.stubGlobal("window", { innerHeight: 512 });
  vi.stubGlobal("getComputedStyle", (of: { cuts: boolean }) => ({ overflowY: of.cuts ? "hidden" : "visible" }));
  const work = (foot: number | null) => box(48, 512, true, foot, null);
  expect(boundsOf(box(0, 0, false, null, box(95, 311, false, null, work(466))))).toEqual({ top: 48, bottom: 466 });
  expect(boundsOf(box(0, 0, false, null, box(95, 311, false, null, work(null))))).toEqual({ top: 48, bottom: 512 });
  vi.unstubAllGlobals();
});
