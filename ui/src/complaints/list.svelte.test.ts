import { flushSync, settled } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { commands } from "../platform/counter";
import type { ComplaintLine, ComplaintsDue } from "../platform/counter";
import { house } from "../shared/state/house.svelte";
import { ComplaintList } from "./list.svelte";

const due: ComplaintsDue = { open: 0, overdue: 0, today: 0 };
let asked: string[] = [];
let all = 0;

beforeEach(() => {
  [asked, all] = [[], 0];
  vi.spyOn(commands, "complaints").mockImplementation(async ({ order, filter, after, rows }) => {
    asked.push(`${order}${filter.company === "" ? "" : ` of ${filter.company}`}${filter.least_days === 0 ? "" : ` from ${filter.least_days} days`} ${after}+${rows}`);
    const found = Array.from({ length: Math.max(0, Math.min(rows, all - after)) }, (_, at) => ({ complaint: { id: after + at } }) as ComplaintLine);
    return { status: "ok", data: { rows: found, has_more: after + rows < all, due } };
  });
});

afterEach(() => vi.restoreAllMocks());

/** A list that is followed as on its screen. */
function followed(): { list: ComplaintList; quiet: () => Promise<void>; end: () => void } {
  const list = new ComplaintList();
  const end = $effect.root(() => list.follow());
  const quiet = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn += 1) {
      flushSync();
      await settled();
    }
  };
  return { list, quiet, end };
}

test("a_list_is_asked_for_once_and_once_again_with_every_change", async () => {
  all = 30;
  const { list, quiet, end } = followed();
  await quiet();
  expect(asked).toEqual(["open_by_day 0+50"]);
  house.changes += 1;
  await quiet();
  list.turnTo("closed");
  await quiet();
  expect(asked).toEqual(["open_by_day 0+50", "open_by_day 0+50", "closed 0+50"]);
  end();
});

test("what_was_opened_stays_open_beyond_a_hundred", async () => {
  all = 170;
  const { list, quiet, end } = followed();
  await quiet();
  for (const shown of [100, 150]) {
    await Promise.all([list.more(), list.more()]);
    expect(list.lines?.length).toBe(shown);
  }
  expect(list.hasMore).toBe(true);
  asked = [];
  house.changes += 1;
  await quiet();
  expect(asked).toEqual(["open_by_day 0+100", "open_by_day 100+50"]);
  expect(list.lines?.map((line) => line.complaint.id)).toEqual(Array.from({ length: 150 }, (_, id) => id));
  end();
});

test("a_list_is_narrowed_from_its_beginning_on_and_the_next_visit_knows_nothing_of_it", async () => {
  all = 170;
  const { list, quiet, end } = followed();
  await quiet();
  await list.more();
  asked = [];
  list.narrow({ company: "a1topup" });
  expect([list.lines, list.isNarrow]).toEqual([null, true]);
  await quiet();
  list.narrow({ least_days: 7 });
  await quiet();
  list.turnTo("closed");
  await quiet();
  expect(asked).toEqual(["open_by_day of a1topup 0+50", "open_by_day of a1topup from 7 days 0+50", "closed of a1topup from 7 days 0+50"]);
  end();
  expect(new ComplaintList().isNarrow).toBe(false);
});
