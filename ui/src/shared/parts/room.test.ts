import { expect, test } from "vitest";
import { roomOf } from "./room";

test("a_list_opens_upward_only_where_there_is_more_room", () => {
  const bounds = { top: 0, bottom: 768 };
  expect(roomOf({ top: 100, bottom: 156 }, bounds)).toEqual({ isUp: false, height: 320 });
  expect(roomOf({ top: 600, bottom: 656 }, bounds)).toEqual({ isUp: true, height: 320 });
  expect(roomOf({ top: 168, bottom: 224 }, { top: 100, bottom: 400 }), "as much as there is").toEqual({ isUp: false, height: 164 });
  expect(roomOf({ top: 300, bottom: 356 }, { top: 100, bottom: 400 })).toEqual({ isUp: true, height: 188 });
  expect(roomOf({ top: 0, bottom: 56 }, { top: 0, bottom: 56 })).toEqual({ isUp: false, height: 150 });
});
