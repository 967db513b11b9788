import { afterEach, beforeEach, expect, test, vi } from "vitest";

const stored = new Map<string, string>();

beforeEach(() => {
  stored.clear();
  vi.resetModules();
  vi.stubGlobal("localStorage", { getItem: (key: string) => stored.get(key) ?? null, setItem: (key: string, text: string) => stored.set(key, text) });
});
afterEach(() => vi.unstubAllGlobals());

const opened = async () => (await import("./choice.svelte")).choice;

test("a_new_counter_gives_tones_and_one_that_was_quiet_stays_so", async () => {
  expect((await opened()).heard).toBe("tones");
  vi.resetModules();
  stored.set("galla.mute", "yes");
  expect((await opened()).heard).toBe("off");
});

test("switched_off_and_on_it_is_as_it_was_also_after_a_start", async () => {
  const before = await opened();
  before.heard = "words";
  before.spoken = "hi";
  before.toggle();
  expect(before.heard).toBe("off");
  vi.resetModules();
  const after = await opened();
  expect([after.heard, after.language]).toEqual(["off", "hi"]);
  after.toggle();
  expect(after.heard).toBe("words");
});

test("a_window_without_storage_gives_tones", async () => {
  vi.stubGlobal("localStorage", undefined);
  const choice = await opened();
  choice.toggle();
  choice.toggle();
  expect(choice.heard).toBe("tones");
});
