import { beforeEach, expect, test, vi } from "vitest";
import type { ComputerScreen, CustomerScreens } from "../platform/counter";
import { choice, choiceOf } from "./choice.svelte";
import { second } from "./second.svelte";

const counter = vi.hoisted(() => ({ screens: [] as unknown[], opened: [] as string[], closed: 0, isOpen: false, told: 0, tell: (_: boolean): void => undefined }));
vi.mock("../platform/counter", () => {
  const now = (): unknown => ({ status: "ok", data: { screens: counter.screens, is_open: counter.isOpen } satisfies Record<keyof CustomerScreens, unknown> });
  return {
    ask: (call: () => Promise<unknown>) => call(),
    commands: {
      customerScreens: () => Promise.resolve(now()),
      openCustomerScreen: (id: string) => { counter.opened.push(id); return Promise.resolve(now()); },
      closeCustomerScreen: () => { counter.closed += 1; return Promise.resolve(now()); },
      showCustomer: () => { counter.told += 1; return Promise.resolve({ status: "ok", data: null }); },
    },
    onCustomerScreenChanged: (heard: (isOpen: boolean) => void) => { counter.tell = heard; return Promise.resolve(() => undefined); },
  };
});

const own: ComputerScreen = { id: "Laptop 1366x768", name: "Laptop", width: 1366, height: 768, has_counter: true };
const other: ComputerScreen = { id: "HDMI 1024x600", name: "HDMI", width: 1024, height: 600, has_counter: false };
const third: ComputerScreen = { ...other, id: "VGA 800x600", name: "VGA" };

async function settled(): Promise<void> {
  for (let turn = 0; turn < 6; turn += 1) await Promise.resolve();
}

beforeEach(() => {
  Object.assign(counter, { screens: [own], opened: [], closed: 0, isOpen: false, told: 0 });
  choice.choose({ where: "off", screen: "" });
  second.isOpen = false;
  second.screens = null;
});

test("with_one_screen_nothing_opens_and_it_says_so", async () => {
  await second.choose("second");
  expect(counter.opened).toEqual([]);
  expect(second.standing).toBe("alone");
});

test("the_only_other_screen_is_taken_without_a_question_and_of_several_one_is_chosen", async () => {
  counter.screens = [own, other];
  await second.choose("second");
  expect([choice.screen, counter.opened]).toEqual([other.id, [other.id]]);
  choice.choose({ screen: "" });
  counter.screens = [own, other, third];
  await second.look();
  expect([second.standing, counter.opened.length]).toEqual(["choose", 1]);
  await second.chooseScreen(third.id);
  expect(counter.opened.at(-1)).toBe(third.id);
});

test("a_screen_that_is_gone_or_has_the_counter_is_told_and_stays_chosen", async () => {
  choice.choose({ where: "second", screen: other.id });
  await second.look();
  expect([second.standing, counter.opened, choice.screen]).toEqual(["missing", [], other.id]);
  counter.screens = [{ ...own, has_counter: false }, { ...other, has_counter: true }];
  await second.look();
  expect([second.standing, counter.opened]).toEqual(["counter", []]);
});

test("it_comes_back_at_the_next_start_and_only_where_it_was_chosen", async () => {
  counter.screens = [own, other];
  second.begin();
  await settled();
  expect(counter.opened).toEqual([]);
  choice.choose({ where: "second", screen: other.id });
  const end = second.begin();
  await settled();
  expect(counter.opened).toEqual([other.id]);
  counter.tell(true);
  expect(second.standing).toBe("open");
  counter.tell(false);
  expect(second.standing).toBe("closed");
  end();
});

test("a_counter_that_was_loaded_anew_finds_the_window_as_it_was", async () => {
  vi.useFakeTimers();
  Object.assign(counter, { screens: [own, other], isOpen: true });
  choice.choose({ where: "second", screen: other.id });
  second.begin();
  await vi.advanceTimersByTimeAsync(1);
  expect(second.standing).toBe("open");
  second.show({ shop: "Sharma", language: "en", dark: false, practice: false, phase: "idle", sale: null, pay_paise: null, code: null, reference: null });
  await vi.advanceTimersByTimeAsync(100);
  expect(counter.told).toBe(1);
  vi.useRealTimers();
});

test("off_closes_it", async () => {
  choice.choose({ where: "second", screen: other.id });
  await second.choose("off");
  expect([counter.closed, choice.where]).toEqual([1, "off"]);
});

test("what_was_kept_and_cannot_be_read_is_as_if_nobody_chose", () => {
  const none = { where: "off", screen: "", turned: true };
  expect(["", "nonsense", "[]", '{"where":"everywhere","screen":3,"turned":"yes"}', null].map(choiceOf)).toEqual(Array(5).fill(none));
  const kept = { where: "here", screen: "HDMI", turned: false };
  expect(choiceOf(JSON.stringify(kept))).toEqual(kept);
});
