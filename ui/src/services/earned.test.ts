import { afterEach, expect, test, vi } from "vitest";
import { commands } from "../platform/counter";
import type { DayBook } from "../platform/counter";
import { earnedToday } from "./earned";

afterEach(() => vi.restoreAllMocks());

test("what_the_desk_earned_today_has_no_recharge_and_no_load_in_it", async () => {
  const asked = vi.spyOn(commands, "dayBook").mockResolvedValue({ status: "ok", data: { earned_paise: 43_00 } as DayBook });
  expect(await earnedToday()).toBe(43_00);
  expect(asked.mock.calls[0]?.[0]).toMatchObject({ period: { kind: "today" }, services: ["pan_card", "bank_account", "aadhaar_check"], outcomes: [] });
});

test("what_cannot_be_told_is_not_told_as_nothing", async () => {
  vi.spyOn(commands, "dayBook").mockResolvedValue({ status: "error", error: { kind: "disk_full" } });
  expect(await earnedToday()).toBeNull();
});
